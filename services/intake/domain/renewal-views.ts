import type { View } from '#shared/commits/table.ts'
import type { KnownEntity } from './entity.ts'
import { openPlan } from './plan.ts'
import { described, placed } from './profile.ts'
import { takenBy } from './renewal.ts'
import { twice } from './rows.ts'

export const renewalListKey = (region: string): string => `renewals#${region}`

/** Loans that mature and that no application takes care of yet, in the order of their maturity (B12). */
export const renewalViews = (entity: KnownEntity): readonly View[] => {
  const { renewals, applications, plans, visits } = entity
  const place = placed(entity)
  const { name } = described(entity)
  const plan = openPlan(plans)
  return renewals.flatMap(({ suppliedBy: _by, ...loan }, at) => {
    const data = {
      ...place,
      name,
      ...loan,
      visited: visits.some(({ visitedOn }) => visitedOn >= loan.suppliedOn),
      ...(plan ? { openPlanId: plan.planId } : {}),
    }
    const row = { sk: `${loan.maturesOn}#${place.uscc}#${loan.bankId}`, data }
    const open = entity.status === 'listed' && takenBy(applications, loan) === undefined
    return twice(`renewal-${at + 1}`, place, renewalListKey, open ? row : undefined)
  })
}
