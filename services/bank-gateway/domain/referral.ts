import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { DomainEvent, EventData } from '#shared/contracts/events.ts'
import type { DueDay, PlainDay } from '#shared/domain/days.ts'
import type { FeedbackType } from './transitions.ts'

export type Dispatched = EventData<'referral-dispatched.v1'>
type Decided = EventData<'credit-decided.v1'>
type Grant = Extract<Decided, { outcome: 'granted' }>['grant']
type CreditRefusal = Extract<Decided, { outcome: 'refused' }>['refusal']

/** What the ledger keeps of one feedback beyond the event that tells the others (E3). */
export type Note = {
  readonly type: FeedbackType
  readonly occurredOn: PlainDay
  readonly fedBackOn: PlainDay
  readonly details: { readonly [field: string]: string | number }
  /** Of a refusal: by when it had to be fed back (E2). */
  readonly feedbackDue?: DueDay
}

export type ReferralEvent =
  | DomainEvent<
      | 'referral-offered.v1'
      | 'referral-accepted.v1'
      | 'enterprise-contacted.v1'
      | 'materials-completed.v1'
      | 'credit-decided.v1'
      | 'loan-drawn.v1'
    >
  | {
      readonly type: 'referral-received'
      readonly data: { readonly referral: Dispatched; readonly offeredOn: PlainDay }
    }
  | { readonly type: 'feedback-noted'; readonly data: Note }

type Known = {
  readonly referral: Dispatched
  readonly offeredOn: PlainDay
  readonly history: readonly Note[]
}
type Accepted = Known & { readonly acceptedOn: PlainDay }
type Contacted = Accepted & { readonly contactedOn: PlainDay }
type Completed = Contacted & { readonly completedOn: PlainDay; readonly decisionDue: DueDay }
type Granted = Completed & { readonly decidedOn: PlainDay; readonly grant: Grant }
type Closed = Known & Partial<Completed> & { readonly decidedOn: PlainDay }

type OpenReferral =
  | (Known & { readonly status: 'offered' })
  | (Accepted & { readonly status: 'accepted' })
  | (Contacted & { readonly status: 'contacted' })
  | (Completed & { readonly status: 'materials-completed' })

export type Referral =
  | OpenReferral
  | (Granted & { readonly status: 'granted' })
  | (Granted & { readonly status: 'drawn'; readonly drawnFen: number })
  | (Closed & { readonly status: 'refused'; readonly refusal: CreditRefusal })
  | (Closed & { readonly status: 'given-up'; readonly reason: string })

export type State = { readonly status: 'unknown' } | Referral

const isOpen = (state: State): state is OpenReferral =>
  ['offered', 'accepted', 'contacted', 'materials-completed'].includes(state.status)

const afterDecision = (state: State, decided: Decided): State => {
  if (!isOpen(state)) return state
  const { decidedOn } = decided
  if (decided.outcome === 'refused')
    return { ...state, status: 'refused', decidedOn, refusal: decided.refusal }
  if (decided.outcome === 'given-up')
    return { ...state, status: 'given-up', decidedOn, reason: decided.reason }
  return state.status === 'materials-completed'
    ? { ...state, status: 'granted', decidedOn, grant: decided.grant }
    : state
}

const evolve = (state: State, event: ReferralEvent): State => {
  switch (event.type) {
    case 'referral-received':
      return state.status === 'unknown' ? { status: 'offered', ...event.data, history: [] } : state
    case 'referral-offered.v1':
      return state
    case 'referral-accepted.v1':
      return state.status === 'offered'
        ? { ...state, status: 'accepted', acceptedOn: event.data.acceptedOn }
        : state
    case 'enterprise-contacted.v1':
      return state.status === 'accepted'
        ? { ...state, status: 'contacted', contactedOn: event.data.contactedOn }
        : state
    case 'materials-completed.v1': {
      const { completedOn, decisionDueOn, dueRule, provisional } = event.data
      const decisionDue = { dueOn: decisionDueOn, rule: dueRule, provisional }
      return state.status === 'contacted'
        ? { ...state, status: 'materials-completed', completedOn, decisionDue }
        : state
    }
    case 'credit-decided.v1':
      return afterDecision(state, event.data)
    case 'loan-drawn.v1':
      return state.status === 'granted' || state.status === 'drawn'
        ? { ...state, status: 'drawn', drawnFen: event.data.totalDrawnFen }
        : state
    case 'feedback-noted':
      return state.status === 'unknown' ? state : { ...state, history: [...state.history, event.data] }
  }
}

/** One application at one bank, from the push to the money (E3). */
export const referral: AggregateDefinition<State, ReferralEvent> = {
  name: 'referral',
  initial: { status: 'unknown' },
  evolve,
}

/** A bank knows its own referrals and no others. */
export const heldBy = (state: State, bankId: string | undefined): state is Referral =>
  state.status !== 'unknown' && state.referral.bankId === bankId

export const drawnFenOf = (state: State): number => (state.status === 'drawn' ? state.drawnFen : 0)
