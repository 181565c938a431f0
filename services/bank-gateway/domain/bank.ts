import { type AggregateDefinition, load } from '#shared/commits/execute.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import type { EventData } from '#shared/contracts/events.ts'
import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'

/** What this service needs to know of a bank: who it is, where it serves and which bank stands above it (A3). */
export type Bank = EventData<'bank-registered.v1'>

export type BankEvent = {
  readonly type: 'bank-known'
  /** `sequence` orders what matching said of the bank, however it arrives. */
  readonly data: Bank & { readonly sequence: number }
}

export type BankState = { readonly status: 'unknown' } | ({ readonly status: 'known' } & BankEvent['data'])

export const bank: AggregateDefinition<BankState, BankEvent> = {
  name: 'bank',
  initial: { status: 'unknown' },
  evolve: (_state, { data }) => ({ status: 'known', ...data }),
}

/** The newest word on a bank holds; an older one that comes late changes nothing. */
export const knowBank = (
  state: BankState,
  said: Bank,
  sequence: number,
): Decision<BankEvent, { readonly bankId: string }, never> =>
  state.status === 'known' && state.sequence >= sequence
    ? unchanged({ bankId: said.bankId })
    : accept([{ type: 'bank-known', data: { ...said, sequence } }], { bankId: said.bankId })

/** The bank as matching last registered it; undefined when it never did. */
export const bankOf = async (table: CommitTable, bankId: string): Promise<Bank | undefined> => {
  const { state } = await load(table, bank, bankId)
  if (state.status === 'unknown') return undefined
  const { status: _status, sequence: _sequence, ...known } = state
  return known
}

/** Levels of a bank above a branch: head office, province, city, county, outlet. */
const maxLevels = 5

/** A3: whether a bank stands above a branch, over any of its levels; itself it is not. */
export const standsAbove = async (table: CommitTable, above: string, branch: string): Promise<boolean> => {
  let below = branch
  for (let level = 0; level < maxLevels; level += 1) {
    const parent = (await bankOf(table, below))?.parentBankId
    if (parent === undefined) return false
    if (parent === above) return branch !== above
    below = parent
  }
  return false
}
