import { accept, type Decision } from '#shared/domain/decision.ts'
import type { EntityEvent, EntityState, KnownEntity } from '../../domain/entity.ts'
import { listedOnly, type Within } from '../../domain/guard.ts'
import { openPlan, type PlannedVisit } from '../../domain/plan.ts'
import { type Code, refuseField } from '../../domain/refusals.ts'
import { notBeforeOf } from '../../domain/visit.ts'
import type { PlanBody, PlanResult } from './body.ts'

export type PlanVisit = {
  readonly plan: Omit<PlanBody, 'uscc'>
  readonly caller: Within
  readonly today: string
}

/** A demand that was told and not yet declared asks for a focused visit (B3). */
const kindOf = ({ visits, applications }: KnownEntity): PlannedVisit['kind'] => {
  const told = visits.findLast(({ hasDemand }) => hasDemand)
  const declared = told && applications.some(({ submittedOn }) => submittedOn >= told.visitedOn)
  return told && !declared ? 'focused' : 'general'
}

/** Plans a visit: one open plan an entity, and no knock before the day the enterprise asked for (B3). */
export const planVisit = (
  state: EntityState,
  { plan, caller, today }: PlanVisit,
): Decision<EntityEvent, PlanResult, Code> => {
  const found = listedOnly(state, caller)
  if (found.kind === 'refused') return found
  const { entity } = found
  if (plan.dueOn < today)
    return refuseField('validation-failed', '/dueOn', `走访期限不得早于今天（${today}）。`, {
      fieldCode: 'in-past',
    })
  const open = openPlan(entity.plans)
  if (open)
    return refuseField(
      'visit-already-planned',
      '/uscc',
      `${open.unit}已计划于 ${open.dueOn} 前走访该主体（${open.planId}），请勿重复上门；确需改派的，先取消该计划。`,
      { facts: { openPlanId: open.planId, openPlanDueOn: open.dueOn } },
    )
  const notBefore = notBeforeOf(entity.visits)
  if (notBefore !== undefined && plan.dueOn < notBefore)
    return refuseField(
      'do-not-disturb',
      '/dueOn',
      `企业要求 ${notBefore} 之前不再打扰，走访期限不得早于该日。`,
      { facts: { doNotDisturbBefore: notBefore } },
    )
  const planned: PlannedVisit = {
    ...plan,
    planId: `${entity.uscc}-P${String(entity.plans.length + 1).padStart(2, '0')}`,
    kind: kindOf(entity),
    plannedOn: today,
    ...(notBefore !== undefined && notBefore > today ? { notBefore } : {}),
  }
  const { planId, kind, dueOn } = planned
  return accept([{ type: 'visit-planned', data: planned }], {
    planId,
    uscc: entity.uscc,
    kind,
    dueOn,
    ...(planned.notBefore ? { notBefore: planned.notBefore } : {}),
  })
}
