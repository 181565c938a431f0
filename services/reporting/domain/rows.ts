import { cityOfCounty, type Place } from './place.ts'

/** Key of a rollup row. The day comes first in `sk`, so that a period is one range of keys. */
export type RowKey = { readonly pk: string; readonly sk: string }

/** Counties of a city: what city, province and nation are summed from. */
export const countyRows = (city: string): string => `R#${city}`
/** Townships and zones of a county. */
export const areaRows = (county: string): string => `T#${county}`
/** Banks in the counties of a city. */
export const bankRows = (city: string): string => `B#${city}`

/** A county's busiest day is spread over this many rows, so that its writers seldom meet. */
export const shards = 4
const shardOf = (uscc: string): number => (uscc.codePointAt(uscc.length - 1) ?? 0) % shards

/** Stands for a township nobody named. */
export const unnamedArea = '-'

export const rowKeysOf = (
  uscc: string,
  at: { readonly place: Place; readonly day: string },
  bankId: string | undefined,
): readonly RowKey[] => {
  const { county, area = unnamedArea } = at.place
  const city = cityOfCounty(county)
  return bankId === undefined
    ? [
        { pk: countyRows(city), sk: `${at.day}#${county}#${shardOf(uscc)}` },
        { pk: areaRows(county), sk: `${at.day}#${area}` },
      ]
    : [{ pk: bankRows(city), sk: `${at.day}#${county}#${bankId}` }]
}

/** The parts of `sk` after the day: county and shard, area, or county and bank. */
export const partsOf = (sk: string): readonly string[] => sk.split('#').slice(1)

/** List of a city's open warnings; its keys begin with the county. */
export const warningList = (city: string): string => `warnings#${city}`
/** Numbers of open warnings in the counties of a city, and in the townships and zones of a county. */
export const openCountyRows = (city: string): string => `W#${city}`
export const openAreaRows = (county: string): string => `WT#${county}`

export const openRowKeysOf = ({ county, area = unnamedArea }: Place): readonly RowKey[] => [
  { pk: openCountyRows(cityOfCounty(county)), sk: county },
  { pk: openAreaRows(county), sk: area },
]
