import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { DomainEvent, EventData } from '#shared/contracts/events.ts'
import type { ExposureOver } from '#shared/contracts/matching.ts'
import { type EarlierLines, withEarlier } from './earlier-lines.ts'
import { demandCovered, type LineEnd, type PushTerms } from './exposure.ts'
import { type OffListLine, withLine } from './off-list.ts'

/** The application as it stands on the signed list. */
export type Recommended = EventData<'application-recommended.v1'>

export type BankDecision = {
  readonly referralId: string
  readonly bankId: string
  readonly outcome: EventData<'credit-decided.v1'>['outcome']
  readonly decidedOn: string
  /** Only of a grant. */
  readonly lineFen?: number
  /** Version of the bank's ledger that said so: of two words on one referral the newest holds (D4). */
  readonly sequence?: number
}

/** What became of a granted line; told apart from the decision, for either may be heard of first. */
export type Ended = { readonly by: LineEnd; readonly endedOn: string }

export type Recall = Pick<EventData<'referral-recalled.v1'>, 'reason' | 'detail' | 'recalledOn'> & {
  readonly acknowledgedOn?: string
}

/** One bank told of the application once. */
export type Referral = {
  readonly referralId: string
  readonly bankId: string
  readonly bankName: string
  readonly institutionId: string
  readonly batchId: string
  readonly round: number
  readonly onSilence: 'remind' | 'next-bank'
  readonly silentSince?: string
  readonly decision?: BankDecision
  readonly ended?: Ended
  readonly recall?: Recall
}

export type Stop = { readonly reason: 'removed' | 'withdrawn'; readonly stoppedOn: string }

/** The batch that found no further bank to tell. */
export type NobodyLeft = { readonly batchId: string; readonly noticedOn: string }

export type PlanEvent =
  | { readonly type: 'plan-opened' | 'plan-reopened'; readonly data: Recommended }
  | DomainEvent<'referral-dispatched.v1'>
  | { readonly type: 'push-terms-set'; readonly data: PushTerms }
  | { readonly type: 'referral-decided'; readonly data: BankDecision }
  | { readonly type: 'line-ended'; readonly data: Ended & { readonly referralId: string } }
  | { readonly type: 'off-list-noted'; readonly data: OffListLine }
  | { readonly type: 'earlier-lines-noted'; readonly data: EarlierLines }
  | DomainEvent<'sibling-credited.v1'>
  | DomainEvent<'exposure-warned.v1'>
  | DomainEvent<'exposure-eased.v1'>
  | {
      readonly type: 'silence-noted'
      readonly data: { readonly referralId: string; readonly noticedOn: string }
    }
  | DomainEvent<'referral-recalled.v1'>
  | { readonly type: 'replacement-wanted'; readonly data: { readonly referralId: string } }
  | { readonly type: 'nobody-left'; readonly data: NobodyLeft }
  | {
      readonly type: 'recall-acknowledged'
      readonly data: { readonly referralId: string; readonly acknowledgedOn: string }
    }
  | { readonly type: 'plan-stopped'; readonly data: Stop }
  | DomainEvent<'application-concluded.v1'>

export type Known = {
  readonly application: Recommended
  readonly referrals: readonly Referral[]
  /** Counts the recommendations: a repaired application goes its way again (F1). */
  readonly round: number
  /** Counts the stays on the waiting list: a batch drawn up in an earlier one pushes nothing. */
  readonly turn: number
  readonly terms?: PushTerms
  /** What was last said of the exposure, so that each state of it is told once (D4). */
  readonly over?: readonly ExposureOver[]
  /** What the enterprise has off the lists, of all banks (D7). */
  readonly offList?: readonly OffListLine[]
  /** What its applications before this one have out (D4). */
  readonly earlier?: readonly EarlierLines[]
}

/** One push plan an application: which banks were told, and what became of each. */
export type PlanState =
  | { readonly status: 'none' }
  /** `vacancies`: only so many banks are looked for, in place of silent ones (E7). `nobodyLeft`: the last decision concludes (B11). */
  | ({ readonly status: 'waiting'; readonly vacancies?: number; readonly nobodyLeft?: NobodyLeft } & Known)
  | ({ readonly status: 'pushed' } & Known)
  | ({ readonly status: 'concluded'; readonly outcome: 'credited' | 'not-credited' } & Known)
  | ({ readonly status: 'stopped'; readonly stop: Stop } & Known)
  /** Taken back before it was ever recommended. */
  | { readonly status: 'never'; readonly stop: Stop }

export type KnownPlan = Exclude<PlanState, { status: 'none' | 'never' }>

export const isKnown = (state: PlanState): state is KnownPlan =>
  state.status !== 'none' && state.status !== 'never'

export const isOpen = ({ decision, recall }: Referral): boolean => !decision && !recall

export const referralIn = (state: KnownPlan, referralId: string): Referral | undefined =>
  state.referrals.find(referral => referral.referralId === referralId)

const known = (state: KnownPlan): Known => {
  const { application, referrals, round, turn, terms, over, offList, earlier } = state
  return {
    application,
    referrals,
    round,
    turn,
    ...(terms === undefined ? {} : { terms }),
    ...(over === undefined ? {} : { over }),
    ...(offList === undefined ? {} : { offList }),
    ...(earlier === undefined ? {} : { earlier }),
  }
}

const changed = <S extends KnownPlan>(state: S, referralId: string, more: Partial<Referral>): S => ({
  ...state,
  referrals: state.referrals.map(each => (each.referralId === referralId ? { ...each, ...more } : each)),
})

const dispatched = (state: KnownPlan, data: EventData<'referral-dispatched.v1'>): PlanState => {
  if (state.status !== 'waiting' && state.status !== 'pushed') return state
  const { referralId, bankId, bankName, institutionId, batchId, clocks } = data
  const onSilence = clocks.onSilence ?? 'remind'
  const referral = { referralId, bankId, bankName, institutionId, batchId, round: state.round, onSilence }
  return { ...known(state), status: 'pushed', referrals: [...state.referrals, referral] }
}

/** D4: a demand that is covered looks for no further bank. */
const decided = (state: KnownPlan, decision: BankDecision): PlanState => {
  const next = changed(state, decision.referralId, { decision })
  return next.status === 'waiting' && demandCovered(next) ? { ...known(next), status: 'pushed' } : next
}

/** E7: the bank called back makes room for another branch of its institution, so the search begins anew. */
const waitsAgain = (state: KnownPlan): PlanState => {
  if (state.status !== 'waiting')
    return { ...known(state), status: 'waiting', turn: state.turn + 1, vacancies: 1 }
  const { vacancies } = state
  return {
    ...known(state),
    status: 'waiting',
    ...(vacancies === undefined ? {} : { vacancies: vacancies + 1 }),
  }
}

const evolveKnown = (state: KnownPlan, event: PlanEvent): PlanState => {
  switch (event.type) {
    case 'plan-reopened': {
      const { round, turn } = state
      return {
        ...known(state),
        status: 'waiting',
        application: event.data,
        round: round + 1,
        turn: turn + 1,
      }
    }
    case 'referral-dispatched.v1':
      return dispatched(state, event.data)
    case 'push-terms-set':
      return { ...state, terms: event.data }
    case 'referral-decided':
      return decided(state, event.data)
    case 'line-ended': {
      const { referralId, ...ended } = event.data
      return changed(state, referralId, { ended })
    }
    case 'off-list-noted':
      return { ...state, offList: withLine(state.offList ?? [], event.data) }
    case 'earlier-lines-noted':
      return { ...state, earlier: withEarlier(state.earlier ?? [], event.data) }
    case 'exposure-warned.v1':
      return { ...state, over: event.data.over ?? ['demand'] }
    case 'exposure-eased.v1':
      return { ...state, over: [] }
    case 'silence-noted':
      return changed(state, event.data.referralId, { silentSince: event.data.noticedOn })
    case 'referral-recalled.v1': {
      const { referralId, reason, detail, recalledOn } = event.data
      return changed(state, referralId, { recall: { reason, detail, recalledOn } })
    }
    case 'replacement-wanted':
      return waitsAgain(state)
    case 'nobody-left':
      return state.status === 'waiting' ? { ...state, nobodyLeft: event.data } : state
    case 'recall-acknowledged': {
      const { referralId, acknowledgedOn } = event.data
      const recall = referralIn(state, referralId)?.recall
      return recall ? changed(state, referralId, { recall: { ...recall, acknowledgedOn } }) : state
    }
    case 'plan-stopped':
      return { ...known(state), status: 'stopped', stop: event.data }
    case 'application-concluded.v1':
      return { ...known(state), status: 'concluded', outcome: event.data.outcome }
    default:
      return state
  }
}

const evolve = (state: PlanState, event: PlanEvent): PlanState => {
  if (isKnown(state)) return evolveKnown(state, event)
  if (event.type === 'plan-stopped') return { status: 'never', stop: event.data }
  return event.type === 'plan-opened'
    ? { status: 'waiting', application: event.data, referrals: [], round: 1, turn: 1 }
    : state
}

export const planAggregate: AggregateDefinition<PlanState, PlanEvent> = {
  name: 'plan',
  initial: { status: 'none' },
  evolve,
}

/** A bank told again after repair gets a referral of its own (F1). */
export const nextReferralId = (state: KnownPlan, bankId: string): string => {
  const { applicationId } = state.application
  const before = state.referrals.filter(referral => referral.bankId === bankId).length
  return before === 0 ? `${applicationId}.${bankId}` : `${applicationId}.${bankId}.${before + 1}`
}
