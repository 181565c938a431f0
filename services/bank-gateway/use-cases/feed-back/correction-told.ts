import type { EventData } from '#shared/contracts/events.ts'
import { referralRefSchema } from '#shared/contracts/parts.ts'
import type { PlainDay } from '#shared/domain/days.ts'
import { drawnFenOf, type Referral, type ReferralEvent } from '../../domain/referral.ts'

type Told = EventData<'feedback-corrected.v1'>

const decisionOf = (state: Referral): Told['decision'] => {
  if ('grant' in state) return { outcome: 'granted', decidedOn: state.decidedOn, grant: state.grant }
  // A bank that did not deal was told of as a refusal, and is corrected as one (E2).
  if ('refusal' in state) return { outcome: 'refused', decidedOn: state.decidedOn, refusal: state.refusal }
  return state.status === 'given-up'
    ? { outcome: 'given-up', decidedOn: state.decidedOn, reason: state.reason }
    : undefined
}

/** What became of the money, each part as it was told again. */
const moneyOf = (
  restated: readonly ReferralEvent[],
): Pick<Told, 'drawings' | 'renewals' | 'repaidOn' | 'withdrawnOn'> => {
  const repaid = restated.find(({ type }) => type === 'loan-repaid.v1')
  const withdrawn = restated.find(({ type }) => type === 'credit-withdrawn.v1')
  return {
    drawings: restated.flatMap(({ type, data }) =>
      type === 'loan-drawn.v1' ? [{ drawnOn: data.drawnOn, amountFen: data.amountFen }] : [],
    ),
    renewals: restated.flatMap(({ type, data }) => {
      if (type !== 'loan-renewed.v1') return []
      const { renewedOn, amountFen, maturesOn, withoutRepayment } = data
      return [{ renewedOn, amountFen, maturesOn, withoutRepayment }]
    }),
    ...(repaid?.type === 'loan-repaid.v1' ? { repaidOn: repaid.data.repaidOn } : {}),
    ...(withdrawn?.type === 'credit-withdrawn.v1' ? { withdrawnOn: withdrawn.data.withdrawnOn } : {}),
  }
}

/** E3 H4: how the corrected referral stands, so that whoever counted the wrong value can count the right one. */
export const correctionTold = (
  right: Referral,
  restated: readonly ReferralEvent[],
  reason: string,
  today: PlainDay,
): Told => {
  const decision = decisionOf(right)
  const materials =
    'decisionDue' in right && right.decisionDue && right.completedOn !== undefined
      ? {
          completedOn: right.completedOn,
          decisionDueOn: right.decisionDue.dueOn,
          dueRule: right.decisionDue.rule,
          provisional: right.decisionDue.provisional,
        }
      : undefined
  return {
    ...referralRefSchema.parse(right.referral),
    correctedOn: today,
    reason,
    ...(decision ? { decision } : {}),
    totalDrawnFen: drawnFenOf(right),
    ...('acceptedOn' in right && right.acceptedOn ? { acceptedOn: right.acceptedOn } : {}),
    ...('contactedOn' in right && right.contactedOn ? { contactedOn: right.contactedOn } : {}),
    ...(materials ? { materials } : {}),
    ...moneyOf(restated),
  }
}
