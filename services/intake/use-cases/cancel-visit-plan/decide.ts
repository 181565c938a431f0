import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import type { EntityEvent, EntityState } from '../../domain/entity.ts'
import { beyond, type Within } from '../../domain/guard.ts'
import { planStatusLabels } from '../../domain/plan.ts'
import { placed } from '../../domain/profile.ts'
import type { Code } from '../../domain/refusals.ts'

export type CancelVisitPlan = {
  readonly planId: string
  readonly reason: string
  readonly caller: Within
  readonly today: string
}

/** Frees the entity for another plan, with the reason (B3). */
export const cancelVisitPlan = (
  state: EntityState,
  { planId, reason, caller, today }: CancelVisitPlan,
): Decision<EntityEvent, { readonly planId: string; readonly cancelledOn: string }, Code> => {
  const unknown = refuse('plan-unknown', `没有编号为 ${planId} 的走访计划，或您无权办理。`)
  if (state.status === 'unknown' || beyond(caller, placed(state))) return unknown
  const plan = state.plans.find(each => each.planId === planId)
  if (!plan) return unknown
  return plan.status === 'open'
    ? accept([{ type: 'visit-plan-cancelled', data: { planId, cancelledOn: today, reason } }], {
        planId,
        cancelledOn: today,
      })
    : refuse('plan-closed', `该走访计划${planStatusLabels[plan.status]}。`, {
        facts: { planStatus: plan.status },
      })
}
