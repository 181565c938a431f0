import { referralRefSchema } from '#shared/contracts/parts.ts'
import { type DueDay, dueAfterCalendarDays, dueAfterWorkingDays, type PlainDay } from '#shared/domain/days.ts'
import { completeGrant } from '../../domain/grant.ts'
import { drawnFenOf, type Note, type Referral, type ReferralEvent } from '../../domain/referral.ts'
import type { Feedback } from './body.ts'

/** The day a feedback speaks of and the field it stands in. */
export const dayOf = (feedback: Feedback): { readonly field: string; readonly day: PlainDay | undefined } => {
  if ('decidedOn' in feedback) return { field: 'decidedOn', day: feedback.decidedOn }
  if ('drawnOn' in feedback) return { field: 'drawnOn', day: feedback.drawnOn }
  if ('signedOn' in feedback) return { field: 'signedOn', day: feedback.signedOn }
  return { field: 'occurredOn', day: feedback.occurredOn }
}

/** What tells the other services, exactly of the contract; nothing for what the ledger alone keeps. */
const toldOf = (state: Referral, feedback: Feedback, day: PlainDay): ReferralEvent | undefined => {
  const ref = referralRefSchema.parse(state.referral)
  switch (feedback.type) {
    case 'accepted':
      return { type: 'referral-accepted.v1', data: { ...ref, acceptedOn: day } }
    case 'contacted':
      return { type: 'enterprise-contacted.v1', data: { ...ref, contactedOn: day } }
    case 'materials-completed': {
      const { decisionDays, rollToWorkingDay } = state.referral.clocks
      const { dueOn, rule, provisional } = dueAfterCalendarDays(day, decisionDays, { rollToWorkingDay })
      return {
        type: 'materials-completed.v1',
        data: { ...ref, completedOn: day, decisionDueOn: dueOn, dueRule: rule, provisional },
      }
    }
    case 'granted': {
      const grant = completeGrant(feedback.grant, feedback)
      return { type: 'credit-decided.v1', data: { ...ref, outcome: 'granted', decidedOn: day, grant } }
    }
    case 'refused':
    // A bank that does not deal at all owes the same three: the push must end for it too (E2).
    case 'declined': {
      const { refusal } = feedback
      return { type: 'credit-decided.v1', data: { ...ref, outcome: 'refused', decidedOn: day, refusal } }
    }
    case 'given-up':
      return {
        type: 'credit-decided.v1',
        data: { ...ref, outcome: 'given-up', decidedOn: day, reason: feedback.reason },
      }
    case 'drawn': {
      const totalDrawnFen = drawnFenOf(state) + feedback.amountFen
      return {
        type: 'loan-drawn.v1',
        data: { ...ref, drawnOn: day, amountFen: feedback.amountFen, totalDrawnFen },
      }
    }
    case 'misuse':
      return {
        type: 'loan-misused.v1',
        data: { ...ref, kind: feedback.kind, problem: feedback.problem, reportedOn: day },
      }
    case 'renewed': {
      const { amountFen, maturesOn, withoutRepayment } = feedback
      return {
        type: 'loan-renewed.v1',
        data: { ...ref, renewedOn: day, amountFen, maturesOn, withoutRepayment },
      }
    }
    case 'repaid':
      return { type: 'loan-repaid.v1', data: { ...ref, repaidOn: day } }
    case 'withdrawn':
      return { type: 'credit-withdrawn.v1', data: { ...ref, withdrawnOn: day, reason: feedback.reason } }
    default:
      return undefined
  }
}

const ledgerFields = [
  'accountManager',
  'method',
  'missing',
  'evidence',
  'productId',
  'guaranteeFeeBp',
  'amountFen',
  'contractNumber',
  'drawdownNumber',
  'maturesOn',
  'withoutRepayment',
  'kind',
  'problem',
  'reason',
]

const detailsOf = (feedback: Feedback): Note['details'] =>
  Object.fromEntries(
    Object.entries(feedback).filter(
      (entry): entry is [string, string | number | boolean] =>
        ledgerFields.includes(entry[0]) && entry[1] !== undefined,
    ),
  )

/** E2: a refusal is to be fed back within so many working days of the decision. */
const feedbackDueOf = (state: Referral, feedback: Feedback, day: PlainDay): DueDay | undefined =>
  feedback.type === 'refused' || feedback.type === 'declined'
    ? dueAfterWorkingDays(day, state.referral.clocks.refusalWorkingDays)
    : undefined

export const noteOf = (state: Referral, feedback: Feedback, today: PlainDay): Note => {
  const day = dayOf(feedback).day ?? today
  const feedbackDue = feedbackDueOf(state, feedback, day)
  const { corrects, correctionReason } = feedback
  return {
    type: feedback.type,
    occurredOn: day,
    fedBackOn: today,
    details: detailsOf(feedback),
    ...(feedbackDue ? { feedbackDue } : {}),
    said: { ...feedback },
    ...(corrects === undefined ? {} : { corrects }),
    ...(correctionReason === undefined ? {} : { correctionReason }),
  }
}

/** The event for the others, and what only the ledger keeps (E3). */
export const eventsOf = (state: Referral, feedback: Feedback, today: PlainDay): readonly ReferralEvent[] => {
  const told = toldOf(state, feedback, dayOf(feedback).day ?? today)
  const noted: ReferralEvent = { type: 'feedback-noted', data: noteOf(state, feedback, today) }
  return told ? [told, noted] : [noted]
}
