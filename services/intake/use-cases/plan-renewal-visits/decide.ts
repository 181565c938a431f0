import { addCalendarDays } from '#shared/domain/days.ts'
import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import { findPlace } from '#shared/domain/townships.ts'
import type { EntityEvent, EntityState } from '../../domain/entity.ts'
import { narrowest } from '../../domain/place.ts'
import type { PlannedVisit } from '../../domain/plan.ts'
import { placed } from '../../domain/profile.ts'
import { type Loan, toldBefore, wantsVisit } from '../../domain/renewal.ts'
import { notBeforeOf } from '../../domain/visit.ts'

/** A renewal passes visit, review, list and bank; thirty days of decision at the bank alone are lawful (E1), and as much again goes before. */
export const planDaysAhead = 60

/** The visit falls before the bank's thirty days begin (E1, B12). */
const visitDaysAhead = 30

const latest = (...days: readonly string[]): string => days.toSorted().at(-1) ?? ''

/** B12: one visit a loan and maturity, planned by the system; where somebody takes care of it already, nothing. */
export const planRenewalVisit = (
  state: EntityState,
  { loan, today }: { readonly loan: Loan; readonly today: string },
): Decision<EntityEvent, { readonly planId?: string }> => {
  if (state.status !== 'listed') return unchanged({})
  const told = toldBefore(state.renewals, loan)
  if (!told || !wantsVisit(state, told)) return unchanged({})
  if (told.maturesOn > addCalendarDays(today, planDaysAhead)) return unchanged({})
  const notBefore = notBeforeOf(state.visits) ?? today
  const planned: PlannedVisit = {
    planId: `${state.uscc}-P${String(state.plans.length + 1).padStart(2, '0')}`,
    unit: `${findPlace(narrowest(placed(state)))?.name ?? narrowest(placed(state))}（系统安排）`,
    // Who goes is for the township to say.
    visitors: [],
    method: 'on-site',
    dueOn: latest(addCalendarDays(told.maturesOn, -visitDaysAhead), today, notBefore),
    ...(notBefore > today ? { notBefore } : {}),
    kind: 'focused',
    plannedOn: today,
    renewal: { bankId: told.bankId, maturesOn: told.maturesOn },
  }
  return accept([{ type: 'visit-planned', data: planned }], { planId: planned.planId })
}
