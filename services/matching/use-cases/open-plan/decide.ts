import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import type { PlanEvent, PlanState, Recommended } from '../../domain/plan.ts'

/** C4, D1: from the signed list the application goes to wait for a batch; hearing of it again changes nothing. */
export const decideOpenPlan = (
  state: PlanState,
  application: Recommended,
): Decision<PlanEvent, undefined, never> =>
  state.status === 'none'
    ? accept([{ type: 'plan-opened', data: application }], undefined)
    : unchanged(undefined)
