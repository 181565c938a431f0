import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import { demandCovered } from '../../domain/exposure.ts'
import { isKnown, type PlanEvent, type PlanState, type Recommended } from '../../domain/plan.ts'

/**
 * C4, D1: from the signed list the application goes to wait for a batch; hearing of it again changes nothing.
 * F1: on another list it comes back repaired and waits once more, unless its demand is covered (D4).
 */
export const decideOpenPlan = (
  state: PlanState,
  application: Recommended,
): Decision<PlanEvent, undefined, 'demand-covered'> => {
  if (state.status === 'none') return accept([{ type: 'plan-opened', data: application }], undefined)
  if (!isKnown(state) || state.status === 'stopped') return unchanged(undefined)
  if (state.application.listId === application.listId) return unchanged(undefined)
  return demandCovered(state)
    ? refuse('demand-covered', '该企业的融资需求已由银行授信覆盖，不再推送。')
    : accept([{ type: 'plan-reopened', data: application }], undefined)
}
