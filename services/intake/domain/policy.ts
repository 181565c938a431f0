import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { EntityKind } from '#shared/contracts/vocabulary.ts'
import { type Policy, type PolicyVersion, profiles } from '#shared/domain/policy.ts'

/** What matching, which keeps the policies, has said of one region; every version stays. */
export type PolicyState = { readonly history: readonly PolicyVersion[] }
export type PolicyEvent = { readonly type: 'policy-noted'; readonly data: PolicyVersion }

export const policyBook: AggregateDefinition<PolicyState, PolicyEvent> = {
  name: 'policy',
  initial: { history: [] },
  evolve: ({ history }, { data }) => ({ history: [...history, data] }),
}

/** Who may be declared at all: the part of a region's policy that this service goes by (B2). */
export type Scope = {
  readonly mediumEnterprises: Policy['mediumEnterprises']
  readonly entityKinds: readonly EntityKind[]
}

export const nationalScope: Scope = profiles.national
