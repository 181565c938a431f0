import { conclusionOf } from './conclusion.ts'
import { entityFen, grantedFen, grantingBanks, overOf } from './exposure.ts'
import { isKnown, type KnownPlan, type PlanEvent, type PlanState, planAggregate } from './plan.ts'
import { applicationRefOf } from './refs.ts'

/** The plan after these events, and after the conclusion that follows from them. */
const settled = (state: PlanState, events: readonly PlanEvent[]): PlanState => {
  const after = events.reduce(planAggregate.evolve, state)
  return isKnown(after) ? conclusionOf(after).reduce(planAggregate.evolve, after) : after
}

const warning = (plan: KnownPlan, warnedOn: string): PlanEvent => {
  const limitFen = plan.terms?.exposureLimitFen
  return {
    type: 'exposure-warned.v1',
    data: {
      ...applicationRefOf(plan),
      demandFen: plan.application.demand.amountFen,
      grantedFen: grantedFen(plan),
      banks: grantingBanks(plan),
      over: [...overOf(plan)],
      ...(limitFen === undefined ? {} : { entityFen: entityFen(plan), limitFen }),
      warnedOn,
    },
  }
}

const easing = (plan: KnownPlan, easedOn: string): PlanEvent => ({
  type: 'exposure-eased.v1',
  data: { ...applicationRefOf(plan), grantedFen: grantedFen(plan), easedOn },
})

/**
 * D4: what these events make the lines go over, when it is not what was last said:
 * over the demand, over the ceiling, over both, and eased, each once as long as it stands.
 */
export const exposureTurn = (
  state: PlanState,
  events: readonly PlanEvent[],
  on: string,
): readonly PlanEvent[] => {
  const after = settled(state, events)
  if (!isKnown(after) || after.terms === undefined) return []
  const over = overOf(after)
  if (over.join() === (after.over ?? []).join()) return []
  return [over.length > 0 ? warning(after, on) : easing(after, on)]
}
