import { type AggregateDefinition, load } from '#shared/commits/execute.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import { isSamePerson, type Person } from './person.ts'

/** A convener names a person to sign in an absence (A1). */
export type Delegation = {
  readonly delegationId: string
  readonly convener: Person
  readonly deputy: Person
  readonly from: string
  readonly to: string
  readonly reason: string
  readonly at: string
}

export type DelegationEvent = { readonly type: 'deputy-named'; readonly data: Delegation }

/** Every delegation of one region, past ones too: what was signed under them stays explained. */
export const delegationAggregate: AggregateDefinition<readonly Delegation[], DelegationEvent> = {
  name: 'delegation',
  initial: [],
  evolve: (all, { data }) => [...all, data],
}

/** The delegation that this person signs under on that day; the newest when there are several. */
export const delegationTo = (
  all: readonly Delegation[],
  person: Person,
  on: string,
): Delegation | undefined =>
  all.findLast(({ deputy, from, to }) => isSamePerson(deputy, person) && from <= on && on <= to)

export const delegationsOf = async (table: CommitTable, regionCode: string): Promise<readonly Delegation[]> =>
  (await load(table, delegationAggregate, regionCode)).state
