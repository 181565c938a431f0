import type { DomainEvent, EventData } from '#shared/contracts/events.ts'
import type { DueDay, PlainDay } from '#shared/domain/days.ts'
import type { ExemptionEvent } from './exemption.ts'
import type { FeedbackType } from './transitions.ts'

export type Dispatched = EventData<'referral-dispatched.v1'>
export type Decided = EventData<'credit-decided.v1'>
export type Grant = Extract<Decided, { outcome: 'granted' }>['grant']
export type CreditRefusal = Extract<Decided, { outcome: 'refused' }>['refusal']

/** What the ledger keeps of one feedback beyond the event that tells the others (E3). */
export type Note = {
  readonly type: FeedbackType
  readonly occurredOn: PlainDay
  readonly fedBackOn: PlainDay
  readonly details: { readonly [field: string]: string | number | boolean }
  /** Of a refusal: by when it had to be fed back (E2). */
  readonly feedbackDue?: DueDay
  /** The feedback as the bank gave it; absent in notes from before corrections. */
  readonly said?: { readonly [field: string]: unknown }
  /** Number of the feedback that this one corrects, and why. */
  readonly corrects?: number
  readonly correctionReason?: string
}

export type Recall = Pick<EventData<'recall-offered.v1'>, 'reason' | 'detail' | 'recalledOn'> & {
  /** Instant from which the hours to acknowledge count (C7); absent in recalls from before that clock. */
  readonly offeredAt?: string
  readonly acknowledgedOn?: PlainDay
}

export type SiblingCredit = Pick<
  EventData<'sibling-notice-offered.v1'>,
  'band' | 'demandCovered' | 'creditedOn'
>

/** What matching says, as the two notices are made from. */
export type RecallNotice = EventData<'referral-recalled.v1'>
export type SiblingNotice = EventData<'sibling-credited.v1'>

export type ReferralEvent =
  | DomainEvent<
      | 'referral-offered.v1'
      | 'referral-accepted.v1'
      | 'enterprise-contacted.v1'
      | 'materials-completed.v1'
      | 'credit-decided.v1'
      | 'loan-drawn.v1'
      | 'loan-misused.v1'
      | 'recall-offered.v1'
      | 'recall-acknowledged.v1'
      | 'sibling-notice-offered.v1'
      | 'clock-warned.v1'
      | 'referral-unaccepted.v1'
      | 'loan-renewed.v1'
      | 'loan-repaid.v1'
      | 'credit-withdrawn.v1'
      | 'feedback-corrected.v1'
    >
  | {
      readonly type: 'referral-received'
      readonly data: {
        readonly referral: Dispatched
        readonly offeredOn: PlainDay
        /** Instant from which the hours to accept count; absent in referrals from before that clock. */
        readonly offeredAt?: string
      }
    }
  | { readonly type: 'feedback-noted'; readonly data: Note }
  | {
      readonly type: 'feedback-corrected'
      readonly data: {
        readonly note: Note
        /** The whole way told again with the right value; only this service folds it. */
        readonly restated: readonly ReferralEvent[]
      }
    }
  | { readonly type: 'decision-due-recomputed'; readonly data: DueDay }
  | { readonly type: 'recall-clock-started'; readonly data: { readonly offeredAt: string } }
  | ExemptionEvent

type Warning = EventData<'clock-warned.v1'>

/** One warning of one due day; a due day that moves is warned of anew. */
export const warningOf = (clock: Warning['clock'], level: Warning['level'], dueOn: PlainDay): string =>
  `${clock}:${level}:${dueOn}`
