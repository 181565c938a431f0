import { demandCovered } from './exposure.ts'
import { isOpen, type KnownPlan, type PlanEvent } from './plan.ts'
import { applicationRefOf } from './refs.ts'

const stillLooks = (plan: KnownPlan): boolean => plan.status === 'waiting' && plan.nobodyLeft === undefined

/**
 * B11: once nobody weighs it any more and nobody is looked for, on the day of the last decision,
 * or of the batch that found no further bank (`on`) when that is later.
 */
export const conclusionOf = (after: KnownPlan, on?: string): readonly PlanEvent[] => {
  if (after.status !== 'pushed' && after.status !== 'waiting') return []
  if (stillLooks(after) || after.referrals.some(isOpen)) return []
  const decisions = after.referrals.flatMap(({ decision }) => decision ?? [])
  const days = [...decisions.map(({ decidedOn }) => decidedOn), ...(on === undefined ? [] : [on])]
  const credited = decisions.some(({ outcome }) => outcome === 'granted')
  return [
    {
      type: 'application-concluded.v1',
      data: {
        ...applicationRefOf(after),
        outcome: credited ? 'credited' : 'not-credited',
        concludedOn: days.toSorted().at(-1) ?? '',
        listId: after.application.listId,
        demandCovered: demandCovered(after),
      },
    },
  ]
}
