import { cityOf, countyOf, nation, provinceOf } from '#shared/domain/region-structure.ts'

/** Where something is counted: the county, and below it the township or zone when it is known (G8). */
export type Place = { readonly county: string; readonly area?: string }

/** A zone that a county hosts is counted in that county; one that a city hosts is a county by itself (A1). */
export const placeOf = (at: {
  readonly regionCode: string
  readonly townshipCode?: string | undefined
}): Place | undefined => {
  const county = countyOf(at.regionCode)
  if (county === undefined) return undefined
  const area = at.townshipCode ?? (at.regionCode === county ? undefined : at.regionCode)
  return area === undefined ? { county } : { county, area }
}

/** Where something stands that is no matter of one county: the nation's stands at this system's province (G8). */
export const standingPlaceOf = (at: Parameters<typeof placeOf>[0], province: string): Place =>
  placeOf(at) ?? { county: at.regionCode === nation ? `${province}0000` : at.regionCode }

/** True where townships, not counties, are the rows of a report. */
export const isCounty = (region: string): boolean => countyOf(region) === region

export const cityOfCounty = (county: string): string => cityOf(county) ?? county

export const isIn = (region: string, province: string): boolean => provinceOf(region) === `${province}0000`
