import type { View } from '#shared/commits/table.ts'
import type { BankState } from './bank.ts'
import { upwardFrom } from './region-tree.ts'

export const bankList = (region: string): string => `banks#${region}`

/** Rows that stand on a region's list because the bank serves all of it, not only a part. */
export const servesAll = 'serves#'
const servesPart = 'within#'

/** One row for each region the bank serves and each above it; a region it left keeps an unlisted row. */
export const bankViews = (state: BankState): readonly View[] => {
  if (state.status === 'unregistered') return []
  const { bank, formerRegionCodes } = state
  const current = new Set(bank.regionCodes.flatMap(upwardFrom))
  const left = new Set(formerRegionCodes.flatMap(upwardFrom).filter(code => !current.has(code)))
  return [
    ...[...current].map(code => ({
      name: `region-${code}`,
      list: {
        pk: bankList(code),
        sk: `${bank.regionCodes.includes(code) ? servesAll : servesPart}${bank.bankId}`,
      },
      data: bank,
    })),
    ...[...left].map(code => ({ name: `region-${code}`, data: bank })),
  ]
}
