import { accept, type Decision } from '#shared/domain/decision.ts'
import type { EntityEvent, EntityState, Visit } from '../../domain/entity.ts'
import { listedOnly, type Within } from '../../domain/guard.ts'
import { placed } from '../../domain/profile.ts'
import { type Code, refuseFuture } from '../../domain/refusals.ts'
import type { VisitResult } from './body.ts'

export type RecordVisit = {
  readonly visit: Omit<Visit, 'visitId'>
  readonly caller: Within
  readonly today: string
}

/** Records a visit to an entity on the target list, with its demand or none (B3). */
export const recordVisit = (
  state: EntityState,
  { visit, caller, today }: RecordVisit,
): Decision<EntityEvent, VisitResult, Code> => {
  const found = listedOnly(state, caller)
  if (found.kind === 'refused') return found
  const { entity } = found
  if (visit.visitedOn > today) return refuseFuture('/visitedOn', '走访日期', today)

  const place = placed(entity)
  const visitNumber = entity.visits.length + 1
  const visitId = `${entity.uscc}-V${String(visitNumber).padStart(2, '0')}`
  const { visitedOn, method, hasDemand, demand } = visit
  return accept(
    [
      { type: 'visit-recorded', data: { visitId, ...visit } },
      {
        type: 'entity-visited.v1',
        data: { ...place, visitedOn, method, hasDemand, ...(demand ? { demandFen: demand.amountFen } : {}) },
      },
    ],
    { visitId, uscc: entity.uscc, visitNumber },
  )
}
