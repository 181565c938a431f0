import { referralRefSchema } from '#shared/contracts/parts.ts'
import { type DueDay, dueAfterCalendarDays, dueAfterWorkingDays, type PlainDay } from '#shared/domain/days.ts'
import { drawnFenOf, type Note, type Referral, type ReferralEvent } from '../../domain/referral.ts'
import type { Feedback } from './body.ts'

/** The day a feedback speaks of and the field it stands in. */
export const dayOf = (feedback: Feedback): { readonly field: string; readonly day: PlainDay | undefined } => {
  if ('decidedOn' in feedback) return { field: 'decidedOn', day: feedback.decidedOn }
  if ('drawnOn' in feedback) return { field: 'drawnOn', day: feedback.drawnOn }
  return { field: 'occurredOn', day: feedback.occurredOn }
}

/** What tells the other services; exactly of the contract. */
const toldOf = (state: Referral, feedback: Feedback, day: PlainDay): ReferralEvent => {
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
    case 'granted':
      return {
        type: 'credit-decided.v1',
        data: { ...ref, outcome: 'granted', decidedOn: day, grant: feedback.grant },
      }
    case 'refused':
      return {
        type: 'credit-decided.v1',
        data: { ...ref, outcome: 'refused', decidedOn: day, refusal: feedback.refusal },
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
  }
}

const ledgerFields = [
  'accountManager',
  'method',
  'evidence',
  'productId',
  'guaranteeFeeBp',
  'amountFen',
  'contractNumber',
]

const detailsOf = (feedback: Feedback): Note['details'] =>
  Object.fromEntries(
    Object.entries(feedback).filter(
      (entry): entry is [string, string | number] =>
        ledgerFields.includes(entry[0]) && entry[1] !== undefined,
    ),
  )

/** E2: a refusal is to be fed back within so many working days of the decision. */
const feedbackDueOf = (state: Referral, feedback: Feedback, day: PlainDay): DueDay | undefined =>
  feedback.type === 'refused' ? dueAfterWorkingDays(day, state.referral.clocks.refusalWorkingDays) : undefined

/** The event for the others, and what only the ledger keeps (E3). */
export const eventsOf = (state: Referral, feedback: Feedback, today: PlainDay): readonly ReferralEvent[] => {
  const day = dayOf(feedback).day ?? today
  const feedbackDue = feedbackDueOf(state, feedback, day)
  const note: Note = {
    type: feedback.type,
    occurredOn: day,
    fedBackOn: today,
    details: detailsOf(feedback),
    ...(feedbackDue ? { feedbackDue } : {}),
  }
  return [toldOf(state, feedback, day), { type: 'feedback-noted', data: note }]
}
