import type { View } from '#shared/commits/table.ts'
import type { Place } from './place.ts'

/** A row that stands on no list now. */
export const off = (name: string): View => ({ name, data: {} })

/** The same row on the list of the county and, where it is known, of the township. */
export const twice = (
  name: string,
  { regionCode, townshipCode }: Place,
  keyOf: (region: string) => string,
  row: { readonly sk: string; readonly data: View['data'] } | undefined,
): readonly View[] =>
  [regionCode, townshipCode].map((region, at) => {
    const view = `${name}-${at === 0 ? 'county' : 'township'}`
    return row && region ? { name: view, list: { pk: keyOf(region), sk: row.sk }, data: row.data } : off(view)
  })
