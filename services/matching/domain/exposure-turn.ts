import { grantedFen, grantingBanks, overExposed } from './exposure.ts'
import { isKnown, type PlanEvent, type PlanState, planAggregate } from './plan.ts'
import { applicationRefOf } from './refs.ts'

/** D4: whether these events carry the lines over the region's threshold or back under it; each crossing is said once. */
export const exposureTurn = (
  state: PlanState,
  events: readonly PlanEvent[],
  on: string,
): readonly PlanEvent[] => {
  const after = events.reduce(planAggregate.evolve, state)
  if (!isKnown(after) || after.exposureWarningBp === undefined) return []
  const over = overExposed(after, after.exposureWarningBp)
  if (over === (after.overExposed ?? false)) return []
  const [ref, granted] = [applicationRefOf(after), grantedFen(after)]
  return over
    ? [
        {
          type: 'exposure-warned.v1',
          data: {
            ...ref,
            demandFen: after.application.demand.amountFen,
            grantedFen: granted,
            banks: grantingBanks(after),
            warnedOn: on,
          },
        },
      ]
    : [{ type: 'exposure-eased.v1', data: { ...ref, grantedFen: granted, easedOn: on } }]
}
