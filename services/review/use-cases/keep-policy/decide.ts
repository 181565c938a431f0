import type { EventData } from '#shared/contracts/events.ts'
import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import type { PolicyEvent, PolicyHistory } from '../../domain/policy-history.ts'

/** A version is kept once; in which order versions arrive does not matter. */
export const keepPolicy = (
  state: PolicyHistory,
  set: EventData<'policy-set.v1'>,
): Decision<PolicyEvent, null> =>
  state.some(({ version }) => version === set.version)
    ? unchanged(null)
    : accept([{ type: 'policy-kept', data: set }], null)
