import type { CommitTable } from '#shared/commits/table.ts'
import { cityOf, countyOf } from '#shared/domain/regions.ts'
import { warningCities } from '../../domain/cities.ts'
import { isCounty } from '../../domain/place.ts'
import { openAreaRows, openCountyRows } from '../../domain/rows.ts'
import { openMetrics } from '../../domain/warning.ts'
import { type Period, readRows } from '../../rollups.ts'

/** Rows that hold a region's numbers: those of a city at most for each city, one row from the county down. */
export const openRowsOf = (region: string, province: string) => {
  const county = countyOf(region)
  const one: Period = { from: region, to: region }
  if (county === undefined)
    return { pks: warningCities(region, province).map(openCountyRows), keys: {} satisfies Period }
  return isCounty(region)
    ? { pks: [openCountyRows(cityOf(county) ?? county)], keys: one }
    : { pks: [openAreaRows(county)], keys: one }
}

/** Numbers of open warnings of a region: sums of rows, never a count over warnings (E7). */
export const readOpen = async (table: CommitTable, region: string, province: string) => {
  const { pks, keys } = openRowsOf(region, province)
  const rows = (await Promise.all(pks.map(pk => readRows(table, pk, keys, openMetrics)))).flat()
  const of = (metric: (typeof openMetrics)[number]) =>
    rows.reduce((sum, { figures }) => sum + (figures[metric] ?? 0), 0)
  return {
    nearDue: of('nearDue'),
    due: of('due'),
    overdue: of('overdue'),
    unaccepted: of('unaccepted'),
    exposure: of('exposure'),
    misuse: of('misuse'),
    webhook: of('webhook'),
    total: openMetrics.reduce((sum, metric) => sum + of(metric), 0),
  }
}
