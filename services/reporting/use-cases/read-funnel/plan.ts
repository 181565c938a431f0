import { cityOf, countyOf, levelOf, nation } from '#shared/domain/regions.ts'
import { citiesUnder } from '../../domain/cities.ts'
import { isCounty } from '../../domain/place.ts'
import { areaRows, bankRows, countyRows } from '../../domain/rows.ts'

/** Which rows a report is summed from, and which line of the report each of them belongs to. */
export type Plan = {
  readonly keys: readonly string[]
  /** Undefined leaves a row out. */
  readonly lineOf: (parts: readonly string[]) => string | undefined
}

/** Lines are the regions one level down; a township has none below it. */
export const planByRegion = (region: string, province: string): Plan => {
  const county = countyOf(region)
  if (county === undefined)
    return {
      keys: citiesUnder(region, province).map(countyRows),
      lineOf: ([under = '']) =>
        region === nation ? `${province}0000` : levelOf(region) === 'province' ? cityOf(under) : under,
    }
  return {
    keys: [areaRows(county)],
    lineOf: ([area]) => (isCounty(region) || area === region ? area : undefined),
  }
}

/** Lines are banks; counted by county, so a county's rows are picked from its city's. */
export const planByBank = (region: string, province: string): Plan => ({
  keys: citiesUnder(region, province).map(bankRows),
  lineOf: ([county, bankId]) => (isCounty(region) && county !== region ? undefined : bankId),
})
