import type { View } from '#shared/commits/table.ts'
import type { KnownEntity } from './entity.ts'
import { openPlan } from './plan.ts'
import { described, placed } from './profile.ts'
import { type RenewalState, renewalOf, renewalState, takenBy, visitedSince } from './renewal.ts'
import { twice } from './rows.ts'

/** Loans that wait for an application stand together; the others apart, so that the list to work on stays short. */
export const renewalListKey = (region: string, state: RenewalState = 'due'): string =>
  state === 'due' || state === 'visited' ? `renewals#${region}` : `renewals#${region}#${state}`

/** Maturing loans in the order of their maturity, each with how far it has come (B12). */
export const renewalViews = (entity: KnownEntity): readonly View[] => {
  const place = placed(entity)
  const { name } = described(entity)
  const plan = openPlan(entity.plans)
  return entity.renewals.flatMap((loan, at) => {
    const { suppliedBy: _by, ofRenewal: _of, gone, ...told } = loan
    const state = renewalState(entity, loan)
    const applicationId = takenBy(entity, loan)
    const after = renewalOf(entity, loan)
    const data = {
      ...place,
      name,
      ...told,
      state,
      visited: visitedSince(entity, loan),
      ...(plan ? { openPlanId: plan.planId } : {}),
      ...(applicationId ? { applicationId } : {}),
      ...(after ? { renewedOn: after.renewedOn, withoutRepayment: after.withoutRepayment } : {}),
    }
    const row = { sk: `${loan.maturesOn}#${place.uscc}#${loan.bankId}`, data }
    const shown = !gone && (entity.status === 'listed' || state === 'renewed' || state === 'repaid')
    return twice(`renewal-${at + 1}`, place, region => renewalListKey(region, state), shown ? row : undefined)
  })
}
