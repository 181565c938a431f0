import type { View } from '#shared/commits/table.ts'
import type { BankState } from './bank.ts'

/** Every bank that was ever registered: each has a queue. */
export const knownBanksList = 'banks'

/** Branches directly below a bank (A3). */
export const branchesOf = (bankId: string): string => `branches#${bankId}`

export const bankViewsOf = (state: BankState, bankId: string): readonly View[] =>
  state.status === 'unknown'
    ? []
    : [
        { name: 'known', list: { pk: knownBanksList, sk: bankId }, data: { bankId } },
        {
          name: 'branch',
          ...(state.parentBankId ? { list: { pk: branchesOf(state.parentBankId), sk: bankId } } : {}),
          data: {
            bankId,
            name: state.name,
            regionCodes: state.regionCodes,
            active: state.active,
          },
        },
      ]
