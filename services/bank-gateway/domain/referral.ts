import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { DueDay, PlainDay } from '#shared/domain/days.ts'
import { afterExemption, type Exemption } from './exemption.ts'
import {
  type CreditRefusal,
  type Decided,
  type Dispatched,
  type Grant,
  type Note,
  type Recall,
  type ReferralEvent,
  type SiblingCredit,
  warningOf,
} from './referral-events.ts'
import { allowedFrom, type FeedbackType, nextOf } from './transitions.ts'

export type { Dispatched, Note, ReferralEvent } from './referral-events.ts'

type Known = {
  readonly referral: Dispatched
  readonly offeredOn: PlainDay
  readonly offeredAt?: string
  readonly history: readonly Note[]
  /** Warnings given, each with its due day, so that none is given twice (E7). */
  readonly warned: readonly string[]
  readonly siblingCredits: readonly SiblingCredit[]
  readonly exemptions: readonly Exemption[]
  /** `toldBefore`: how many feedbacks it found told; a correction lets it fall there again (C7). */
  readonly recall?: Recall & { readonly toldBefore: number }
}
type Accepted = Known & { readonly acceptedOn: PlainDay }
type Contacted = Accepted & { readonly contactedOn: PlainDay }
type Completed = Contacted & { readonly completedOn: PlainDay; readonly decisionDue: DueDay }
type Credited = Completed & {
  readonly decidedOn: PlainDay
  readonly grant: Grant
  readonly drawnFen: number
}
type Closed = Known & Partial<Completed> & { readonly decidedOn: PlainDay }

type OpenReferral =
  | (Known & { readonly status: 'offered' })
  | (Accepted & { readonly status: 'accepted' })
  | (Contacted & { readonly status: 'contacted' | 'materials-missing' })
  | (Completed & { readonly status: 'materials-completed' })

type CreditedReferral = Credited & {
  readonly status:
    | 'granted'
    | 'contracted'
    | 'drawn'
    | 'renewed'
    | 'repaid'
    | 'withdrawn'
    | 'recalled-after-grant'
}

export type Referral =
  | OpenReferral
  | CreditedReferral
  | (Closed & { readonly status: 'refused' | 'declined'; readonly refusal: CreditRefusal })
  | (Closed & { readonly status: 'given-up'; readonly reason: string })
  | (Known & Partial<Completed> & { readonly status: 'recalled' })

export type State = { readonly status: 'unknown' } | Referral

const isOpen = (state: State): state is OpenReferral =>
  ['offered', 'accepted', 'contacted', 'materials-missing', 'materials-completed'].includes(state.status)

const isCredited = (state: State): state is CreditedReferral => 'grant' in state

const afterDecision = (state: State, decided: Decided): State => {
  if (!isOpen(state)) return state
  const { decidedOn } = decided
  if (decided.outcome === 'refused')
    return { ...state, status: 'refused', decidedOn, refusal: decided.refusal }
  if (decided.outcome === 'given-up')
    return { ...state, status: 'given-up', decidedOn, reason: decided.reason }
  return state.status === 'materials-completed'
    ? { ...state, status: 'granted', decidedOn, grant: decided.grant, drawnFen: 0 }
    : state
}

/** What stands in the ledger alone moves the referral by its note; what others are told moves it by its event. */
const afterNote = (state: Referral, note: Note): Referral => {
  const { type } = note
  const noted = { ...state, history: [...state.history, note] }
  if (type === 'declined') return noted.status === 'refused' ? { ...noted, status: 'declined' } : noted
  const next = nextOf(noted.status, type)
  if (type === 'materials-missing' && next === type)
    return noted.status === 'contacted' ? { ...noted, status: next } : noted
  if (!isCredited(noted)) return noted
  if (type === 'contract' && next === 'contracted') return { ...noted, status: next }
  return (type === 'renewed' || type === 'repaid' || type === 'withdrawn') && next === type
    ? { ...noted, status: type }
    : noted
}

const afterRecall = (state: Referral, called: Recall): Referral => {
  if (state.recall) return state
  const recall = { ...called, toldBefore: state.history.length }
  if (isOpen(state)) return { ...state, status: 'recalled', recall }
  if (isCredited(state) && state.status !== 'repaid' && state.status !== 'withdrawn')
    return { ...state, status: 'recalled-after-grant', recall }
  return { ...state, recall }
}

/** The referral as it was offered, with what came from elsewhere since but its recall: where a correction begins again. */
export const atStart = (state: Referral): Referral => {
  const { referral: pushed, offeredOn, offeredAt, warned, siblingCredits, exemptions } = state
  return {
    status: 'offered',
    referral: pushed,
    offeredOn,
    ...(offeredAt ? { offeredAt } : {}),
    history: [],
    warned,
    siblingCredits,
    exemptions,
  }
}

/** The recall falls again where it fell, and stays as it is: offered then, acknowledged or not (C7). */
const afterCorrection = (state: Referral, note: Note, restated: readonly ReferralEvent[]): State => {
  const right = restated.reduce(evolve, atStart(state) as State)
  if (right.status === 'unknown') return state
  const { history, recall } = state
  return { ...right, history: [...history, note], ...(recall ? { recall } : {}) }
}

const evolveKnown = (state: Referral, event: ReferralEvent): State => {
  switch (event.type) {
    case 'referral-received':
    case 'referral-offered.v1':
    case 'loan-misused.v1':
    case 'referral-unaccepted.v1':
    // Told to the others; the note beside each of these moves the ledger.
    case 'loan-renewed.v1':
    case 'loan-repaid.v1':
    case 'credit-withdrawn.v1':
    case 'feedback-corrected.v1':
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
      return state.status === 'contacted' || state.status === 'materials-missing'
        ? { ...state, status: 'materials-completed', completedOn, decisionDue }
        : state
    }
    case 'decision-due-recomputed':
      return state.status === 'materials-completed' ? { ...state, decisionDue: event.data } : state
    case 'credit-decided.v1':
      return afterDecision(state, event.data)
    case 'loan-drawn.v1': {
      if (!isCredited(state) || nextOf(state.status, 'drawn') === undefined) return state
      const first = state.status === 'granted' || state.status === 'contracted'
      return { ...state, status: first ? 'drawn' : state.status, drawnFen: event.data.totalDrawnFen }
    }
    case 'exemption-decided':
    case 'appeal-filed':
    case 'appeal-decided':
      return { ...state, exemptions: afterExemption(state.exemptions, event) }
    case 'feedback-noted':
      return afterNote(state, event.data)
    case 'feedback-corrected':
      return afterCorrection(state, event.data.note, event.data.restated)
    case 'recall-offered.v1': {
      const { reason, detail, recalledOn } = event.data
      return afterRecall(state, { reason, detail, recalledOn })
    }
    case 'recall-clock-started':
      return state.recall ? { ...state, recall: { ...state.recall, ...event.data } } : state
    case 'recall-acknowledged.v1':
      return state.recall
        ? { ...state, recall: { ...state.recall, acknowledgedOn: event.data.acknowledgedOn } }
        : state
    case 'sibling-notice-offered.v1': {
      const { band, demandCovered, creditedOn } = event.data
      return { ...state, siblingCredits: [...state.siblingCredits, { band, demandCovered, creditedOn }] }
    }
    case 'clock-warned.v1': {
      const { clock, level, dueOn } = event.data
      return { ...state, warned: [...state.warned, warningOf(clock, level, dueOn)] }
    }
  }
}

function evolve(state: State, event: ReferralEvent): State {
  if (state.status !== 'unknown') return evolveKnown(state, event)
  return event.type === 'referral-received'
    ? { status: 'offered', ...event.data, history: [], warned: [], siblingCredits: [], exemptions: [] }
    : state
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

export const drawnFenOf = (state: State): number => (isCredited(state) ? state.drawnFen : 0)

const ofMoneyLent: readonly FeedbackType[] = ['renewed', 'repaid', 'misuse']

/**
 * What the bank may report now. After a recall the status does not say whether money was lent: only what was
 * is renewed, repaid or misused, only a line never drawn is withdrawn (C7, E6).
 */
export const allowedFor = (state: Referral): readonly FeedbackType[] => {
  const allowed = allowedFrom(state.status)
  if (state.status !== 'recalled-after-grant') return allowed
  const lent = drawnFenOf(state) > 0
  return allowed.filter(type => (lent ? type !== 'withdrawn' : !ofMoneyLent.includes(type)))
}
