import type { AggregateDefinition } from '#shared/commits/execute.ts'
import { loadSetting } from '#shared/commits/settings.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import type { EventData } from '#shared/contracts/events.ts'
import { effectivePolicy, type PolicyVersion } from '#shared/domain/policy.ts'
import { parentOf } from '#shared/domain/regions.ts'
import { type CasePolicy, casePolicyOf } from './case-policy.ts'

export type PolicyEvent = { readonly type: 'policy-kept'; readonly data: EventData<'policy-set.v1'> }

/** What one region ever said of its policy, each version with the day it begins. */
export type PolicyHistory = readonly PolicyVersion[]

export const policyAggregate: AggregateDefinition<PolicyHistory, PolicyEvent> = {
  name: 'policy',
  initial: [],
  evolve: (history, { data }) => [...history, data],
}

/** From the region itself up to the nation. */
export const upwards = (regionCode: string): readonly string[] => {
  const parent = parentOf(regionCode)
  return [regionCode, ...(parent === undefined ? [] : upwards(parent))]
}

/** The policy in force in a county on a day, as far as it concerns a case. */
export const policyOn = async (table: CommitTable, regionCode: string, on: string): Promise<CasePolicy> => {
  const chain = await Promise.all(
    upwards(regionCode).map(async region => await loadSetting(table, policyAggregate, region)),
  )
  return casePolicyOf(effectivePolicy(chain, on).policy)
}
