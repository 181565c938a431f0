import { childrenOf, cityOf, levelOf } from '#shared/domain/regions.ts'

/** Cities under a region; a province's system knows its own alone (G8). */
export const citiesUnder = (region: string, province: string): readonly string[] => {
  const level = levelOf(region)
  if (level !== 'nation' && level !== 'province') return [cityOf(region) ?? region]
  return childrenOf(`${province}0000`).map(city => city.code)
}

/** The same for warnings: what no single city answers for stands at the province itself. */
export const warningCities = (region: string, province: string): readonly string[] => {
  const cities = citiesUnder(region, province)
  return levelOf(region) === 'nation' || levelOf(region) === 'province'
    ? [`${province}0000`, ...cities]
    : cities
}
