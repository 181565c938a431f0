import { canonicalJson } from '#shared/domain/canonical.ts'
import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import type { PolicySetting } from '#shared/domain/policy.ts'
import { type PolicyEvent, type PolicyState, versionOn } from '../../domain/policy.ts'

export type SetPolicy = {
  readonly regionCode: string
  readonly today: string
  readonly body: PolicySetting
}

/**
 * D2, D3: the setting of a region is replaced as a whole from a day on, and never for days gone by:
 * a case that runs keeps the policy it began under.
 */
export const decideSetPolicy = (
  { versions }: PolicyState,
  { regionCode, today, body: { effectiveFrom = today, ...setting } }: SetPolicy,
): Decision<PolicyEvent, undefined, 'policy-in-the-past'> => {
  if (effectiveFrom < today)
    return refuse('policy-in-the-past', `施行日 ${effectiveFrom} 早于今日 ${today}；政策不得追溯施行。`, {
      errors: [{ pointer: '/effectiveFrom', code: 'in-the-past', detail: `不得早于 ${today}` }],
    })
  const standing = versionOn(versions, effectiveFrom)
  if (standing && canonicalJson(standing.setting) === canonicalJson(setting)) return unchanged(undefined)
  const version = versions.length + 1
  return accept([{ type: 'policy-set.v1', data: { regionCode, version, effectiveFrom, setting } }], undefined)
}
