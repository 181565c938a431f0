import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import type { Bank, Named } from '../../domain/bank.ts'

/** The newest profile names the bank, in whatever order the profiles arrive. */
export const nameBank = (bank: Bank, named: Named['data']): Decision<Named, null, never> =>
  bank.status === 'named' && bank.sequence >= named.sequence
    ? unchanged(null)
    : accept([{ type: 'named', data: named } as const], null)
