import { canonicalJson } from '#shared/domain/canonical.ts'
import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import type { PolicyEvent, PolicySetting, PolicyState } from '../../domain/policy.ts'

/** D2, D3: the setting of a region is replaced as a whole; a plan already written keeps the one it was made under. */
export const decideSetPolicy = (
  state: PolicyState,
  setting: PolicySetting,
): Decision<PolicyEvent, PolicySetting, never> =>
  state.status === 'set' && canonicalJson(state.setting) === canonicalJson(setting)
    ? unchanged(setting)
    : accept([{ type: 'policy-set', data: setting }], setting)
