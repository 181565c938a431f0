import { canonicalJson } from '#shared/domain/canonical.ts'
import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import type { EntityEvent, EntityState, KnownEntity } from '../../domain/entity.ts'
import { listedOnly, type Within } from '../../domain/guard.ts'
import { openPlan } from '../../domain/plan.ts'
import { placed } from '../../domain/profile.ts'
import { type Code, refuseField, refuseFuture } from '../../domain/refusals.ts'
import { sentEarlier, type Visit } from '../../domain/visit.ts'
import type { VisitResult } from './body.ts'

export type RecordVisit = {
  readonly visit: Omit<Visit, 'visitId'>
  readonly caller: Within
  readonly today: string
}

/** What a device sends twice is one visit; another visit under a used number is a fault of the device (B3). */
const sentAgain = (
  { uscc, visits }: KnownEntity,
  { visitId, ...earlier }: Visit,
  visit: RecordVisit['visit'],
) =>
  canonicalJson(earlier) === canonicalJson(visit)
    ? unchanged<VisitResult>({ visitId, uscc, visitNumber: Number(visitId.split('-V')[1] ?? visits.length) })
    : refuseField(
        'visit-sequence-reused',
        '/offline/clientSequence',
        `该设备的序号 ${visit.offline?.clientSequence} 已用于另一次走访 ${visitId}，请换用新的序号。`,
        { facts: { visitId } },
      )

/** Records a visit to an entity on the target list, with its demand or none (B3). */
export const recordVisit = (
  state: EntityState,
  { visit, caller, today }: RecordVisit,
): Decision<EntityEvent, VisitResult, Code> => {
  const found = listedOnly(state, caller)
  if (found.kind === 'refused') return found
  const { entity } = found
  const earlier = sentEarlier(entity.visits, visit.offline)
  if (earlier) return sentAgain(entity, earlier, visit)
  if (visit.visitedOn > today) return refuseFuture('/visitedOn', '走访日期', today)

  const place = placed(entity)
  const visitNumber = entity.visits.length + 1
  const visitId = `${entity.uscc}-V${String(visitNumber).padStart(2, '0')}`
  const plan = openPlan(entity.plans)
  const { visitedOn, method, hasDemand, demand } = visit
  return accept(
    [
      { type: 'visit-recorded', data: { visitId, ...visit } },
      {
        type: 'entity-visited.v1',
        data: { ...place, visitedOn, method, hasDemand, ...(demand ? { demandFen: demand.amountFen } : {}) },
      },
    ],
    { visitId, uscc: entity.uscc, visitNumber, ...(plan ? { keptPlanId: plan.planId } : {}) },
  )
}
