import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import { conclusionOf } from '../../domain/conclusion.ts'
import { bandOf, demandCovered } from '../../domain/exposure.ts'
import { exposureTurn } from '../../domain/exposure-turn.ts'
import {
  type BankDecision,
  isKnown,
  isOpen,
  type KnownPlan,
  type PlanEvent,
  type PlanState,
  planAggregate,
  type Referral,
} from '../../domain/plan.ts'
import { notPushed, pushedTo, stillOnItsWay } from '../../domain/pushed.ts'
import { referralRefOf } from '../../domain/refs.ts'

/** D4: whoever still weighs the application learns at once that another bank granted, once a grant, and no more than it needs. */
const siblingsTold = (
  before: Referral,
  after: KnownPlan,
  { lineFen, decidedOn }: BankDecision,
): readonly PlanEvent[] =>
  lineFen === undefined || before.decision?.lineFen !== undefined
    ? []
    : after.referrals.filter(isOpen).map(sibling => ({
        type: 'sibling-credited.v1',
        data: {
          ...referralRefOf(after, sibling),
          band: bandOf(lineFen),
          demandCovered: demandCovered(after),
          creditedOn: decidedOn,
        },
      }))

/**
 * B11, D4: one bank's decision, or the right one in its place; which bank comes last does not matter, and of two words
 * on one referral the newer holds, in whatever order they come. A bank may have decided before its recall reached it.
 * `saidOn`: the day of the word itself, when it is not the day of the decision.
 */
export const decideCloseReferral = (
  state: PlanState,
  decision: BankDecision,
  saidOn: string = decision.decidedOn,
): Decision<PlanEvent, undefined, 'not-pushed-to-bank'> => {
  const early = stillOnItsWay(state)
  if (early) return early
  const pushed = pushedTo(state, decision)
  if (!pushed) return notPushed(decision)
  const { plan, referral } = pushed
  if (referral.decision && (decision.sequence ?? 0) <= (referral.decision.sequence ?? 0))
    return unchanged(undefined)
  const decided: PlanEvent = { type: 'referral-decided', data: decision }
  const after = planAggregate.evolve(plan, decided)
  if (!isKnown(after)) return unchanged(undefined)
  return accept(
    [
      decided,
      ...siblingsTold(referral, after, decision),
      ...exposureTurn(plan, [decided], saidOn),
      ...conclusionOf(after),
    ],
    undefined,
  )
}
