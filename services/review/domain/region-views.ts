import type { View } from '#shared/commits/table.ts'
import { upwards } from './policy-history.ts'

/** One row under the region and each above it (A2); rows of regions left behind come off their lists. */
export const regionViews = (
  keyOf: (region: string) => string,
  regionCode: string,
  { sk, data }: { readonly sk: string; readonly data: View['data'] },
  earlier: readonly string[] = [],
): readonly View[] => {
  const now = upwards(regionCode)
  const left = [...new Set(earlier.flatMap(upwards))].filter(region => !now.includes(region))
  return [
    ...now.map(region => ({ name: `in-${region}`, list: { pk: keyOf(region), sk }, data })),
    ...left.map(region => ({ name: `in-${region}`, data })),
  ]
}
