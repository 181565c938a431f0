import { accept, type Decision, notYet, refuse, unchanged } from '#shared/domain/decision.ts'
import { bandOf, demandCovered, grantedFen, grantingBanks, overExposed } from '../../domain/exposure.ts'
import {
  type BankDecision,
  isKnown,
  isOpen,
  type KnownPlan,
  type PlanEvent,
  type PlanState,
  planAggregate,
  referralIn,
} from '../../domain/plan.ts'
import { applicationRefOf, referralRefOf } from '../../domain/refs.ts'

/** D4: whoever still weighs the application learns at once that another bank granted, and no more than it needs. */
const siblingsTold = (after: KnownPlan, { lineFen, decidedOn }: BankDecision): readonly PlanEvent[] =>
  lineFen === undefined
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

/** D4: said once, by the grant that crosses the line. */
const exposureWarned = (before: KnownPlan, after: KnownPlan, warnedOn: string): readonly PlanEvent[] => {
  const { exposureWarningBp } = after
  if (exposureWarningBp === undefined) return []
  if (overExposed(before, exposureWarningBp) || !overExposed(after, exposureWarningBp)) return []
  return [
    {
      type: 'exposure-warned.v1',
      data: {
        ...applicationRefOf(after),
        demandFen: after.application.demand.amountFen,
        grantedFen: grantedFen(after),
        banks: grantingBanks(after),
        warnedOn,
      },
    },
  ]
}

/** B11: once nobody weighs it any more and nobody is looked for. */
const concluded = (after: KnownPlan): readonly PlanEvent[] => {
  if (after.status !== 'pushed' || after.referrals.some(isOpen)) return []
  const decisions = after.referrals.flatMap(({ decision }) => decision ?? [])
  const lastDay = decisions.map(({ decidedOn }) => decidedOn).toSorted()
  const credited = decisions.some(({ outcome }) => outcome === 'granted')
  return [
    {
      type: 'application-concluded.v1',
      data: {
        ...applicationRefOf(after),
        outcome: credited ? 'credited' : 'not-credited',
        concludedOn: lastDay.at(-1) ?? '',
      },
    },
  ]
}

/** B11, D4: one bank's decision; which bank comes last does not matter. A bank may have decided before its recall reached it. */
export const decideCloseReferral = (
  state: PlanState,
  decision: BankDecision,
): Decision<PlanEvent, undefined, 'not-pushed-to-bank'> => {
  if (state.status === 'none') return notYet('application-recommended.v1')
  if (state.status === 'waiting' && state.referrals.length === 0) return notYet('referral-dispatched.v1')
  const referral = isKnown(state) ? referralIn(state, decision.referralId) : undefined
  if (!isKnown(state) || referral?.bankId !== decision.bankId)
    return refuse('not-pushed-to-bank', `该企业未以 ${decision.referralId} 推送给银行 ${decision.bankId}。`)
  if (referral.decision) return unchanged(undefined)
  const decided: PlanEvent = { type: 'referral-decided', data: decision }
  const after = planAggregate.evolve(state, decided)
  if (!isKnown(after)) return unchanged(undefined)
  return accept(
    [
      decided,
      ...siblingsTold(after, decision),
      ...exposureWarned(state, after, decision.decidedOn),
      ...concluded(after),
    ],
    undefined,
  )
}
