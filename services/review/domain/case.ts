import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { DomainEvent, EventData } from '#shared/contracts/events.ts'
import type { ApplicationProfile } from '#shared/contracts/parts.ts'
import type { Criterion } from '#shared/contracts/vocabulary.ts'
import type { BlockMatch } from './blocks.ts'
import { type CasePolicy, earliestCasePolicy, type KeptCasePolicy, keptPolicy } from './case-policy.ts'
import { type ChaseEvent, remembered, type Warned } from './chase.ts'
import { type FactRequest, withDue } from './fact-requests.ts'
import { type SuppliedFact, withFacts } from './facts.ts'
import type { Person } from './person.ts'
import { type RemovalRecord, type SettledSuspicion, type Suspicion, settleAll } from './removal.ts'
import {
  beginRound,
  endRound,
  queueRound,
  type Round,
  type RunningRound,
  type WaitingRound,
} from './round.ts'
import { afterStep, type Chain, chainOf, firstOf, isPossible, type Status, type Step } from './stages.ts'

/** A reviewer's own finding on each of the five criteria (B4, C2). */
export type CriteriaFindings = {
  readonly [C in Criterion]: { readonly finding: 'met' | 'not-met'; readonly note?: string | undefined }
}

export type StepTaken = {
  readonly step: Step
  readonly outcome: 'pass' | 'return' | 'refuse'
  readonly by: Person
  readonly at: string
  readonly opinion: string
  /** Absent: the findings of the declaration stand as they were declared. */
  readonly criteria?: CriteriaFindings
  /** What the reviewer says to the departments' `attention` findings (C1). */
  readonly attentionOpinion?: string
  /** A3: the reviewer's own institution is among the intended banks. */
  readonly conflict?: { readonly bank: string; readonly intendedBankId: string }
}

/** A person works on the case; nobody else takes its step until then. */
export type CaseClaim = { readonly by: Person; readonly at: string; readonly until: string }

/** A person looked at what stopped the case and let it go on (C8, C9). */
export type Release = {
  readonly by: Person
  readonly at: string
  readonly reason: string
  readonly blockIds: readonly string[]
}

type Withdrawal = Pick<EventData<'application-withdrawn.v1'>, 'reason' | 'withdrawnOn'>

export type CaseFile = {
  /** As declared or corrected; the contact stays sealed as it came (H3). */
  readonly profile: ApplicationProfile
  /** Place of the profile in the application's own history: an older one never replaces a newer. */
  readonly sequence: number
  readonly policy: CasePolicy
  /** The steps of this case in their order (C2, C3). */
  readonly chain: Chain
  readonly facts: readonly SuppliedFact[]
  readonly factRequests: readonly FactRequest[]
  /** E7: what was said of the requests' due days. */
  readonly warned?: readonly Warned[]
  readonly steps: readonly StepTaken[]
  readonly claim?: CaseClaim
  readonly releases: readonly Release[]
  /** The last signed list it stood on; a round leaves it there until the next one is signed (C7, F1). */
  readonly signedListId?: string
  /** Taken back after it was recommended: what follows happens at the banks (B5). */
  readonly withdrawal?: Withdrawal
  /** E6: reports of misuse or false material after the loan, settled ones included. */
  readonly suspicions?: readonly Suspicion[]
  readonly removal?: RemovalRecord
  /** F1: the short ways back after a bank's refusal, the last one perhaps still under way. */
  readonly rounds?: readonly RunningRound[]
  /** F1: repairs for further banks that came while a round was under way; each begins when that one ends. */
  readonly waitingRounds?: readonly WaitingRound[]
}

type Returned = EventData<'application-returned.v1'>
type Refused = EventData<'application-refused.v1'>
type Removed = EventData<'application-removed.v1'>
export type InReview = Exclude<
  Status,
  'listed' | 'recommended' | 'returned' | 'refused' | 'held' | 'withdrawn' | 'removed'
>

export type OpenedCase =
  | { readonly status: InReview; readonly file: CaseFile }
  | {
      readonly status: 'held'
      readonly file: CaseFile
      /** Where the case goes on once it is released. */
      readonly from: InReview
      readonly matches: readonly BlockMatch[]
    }
  | { readonly status: 'listed'; readonly file: CaseFile; readonly listId: string }
  | {
      readonly status: 'recommended'
      readonly file: CaseFile
      readonly listId: string
      readonly recommendedOn: string
    }
  | { readonly status: 'returned'; readonly file: CaseFile; readonly ending: Returned }
  | { readonly status: 'refused'; readonly file: CaseFile; readonly ending: Refused }
  | { readonly status: 'withdrawn'; readonly file: CaseFile }
  | {
      readonly status: 'removed'
      readonly file: CaseFile
      readonly listId: string
      readonly removed: Removed
    }

export type Case = { readonly status: 'none' } | OpenedCase

export type CaseEvent =
  | { readonly type: 'case-opened'; readonly data: ApplicationProfile }
  | {
      readonly type: 'rules-fixed'
      readonly data: { readonly policy: KeptCasePolicy; readonly sequence: number }
    }
  | {
      readonly type: 'case-corrected'
      readonly data: { readonly profile: ApplicationProfile; readonly sequence: number }
    }
  | { readonly type: 'case-withdrawn'; readonly data: Withdrawal }
  | { readonly type: 'facts-supplied'; readonly data: { readonly facts: readonly SuppliedFact[] } }
  | { readonly type: 'facts-requested'; readonly data: { readonly requests: readonly FactRequest[] } }
  | ChaseEvent
  | { readonly type: 'case-claimed'; readonly data: CaseClaim }
  | { readonly type: 'case-held'; readonly data: { readonly matches: readonly BlockMatch[] } }
  | { readonly type: 'case-released'; readonly data: Release }
  | { readonly type: 'step-taken'; readonly data: StepTaken }
  | { readonly type: 'case-listed'; readonly data: { readonly listId: string } }
  | DomainEvent<
      | 'review-begun.v1'
      | 'application-returned.v1'
      | 'application-refused.v1'
      | 'application-recommended.v1'
      | 'application-removed.v1'
    >
  | { readonly type: 'misuse-reported'; readonly data: Suspicion }
  | { readonly type: 'suspicions-settled'; readonly data: SettledSuspicion }
  | { readonly type: 'removal-recorded'; readonly data: RemovalRecord }
  | { readonly type: 'round-begun'; readonly data: Round }
  | { readonly type: 'round-queued'; readonly data: WaitingRound }

const isInReview = (state: OpenedCase): state is Extract<OpenedCase, { status: InReview }> =>
  isPossible('hold', state.status)

/** A step is done: whoever had claimed it is free. */
const unclaimed = ({ claim: _, ...file }: CaseFile): CaseFile => file

const evolveOpened = (state: OpenedCase, event: CaseEvent): OpenedCase => {
  const { file } = state
  switch (event.type) {
    case 'case-opened':
    case 'review-begun.v1':
      return state
    case 'rules-fixed': {
      const { sequence } = event.data
      const policy = keptPolicy(event.data.policy)
      const chain = chainOf(policy)
      return { status: firstOf(chain), file: { ...file, policy, chain, sequence } }
    }
    case 'case-corrected':
      return { ...state, file: { ...file, ...event.data } }
    case 'case-withdrawn':
      return state.status === 'recommended'
        ? { ...state, file: { ...file, withdrawal: event.data } }
        : { status: 'withdrawn', file: { ...unclaimed(file), withdrawal: event.data } }
    case 'facts-supplied':
      return { ...state, file: { ...file, facts: withFacts(file.facts, event.data.facts) } }
    case 'facts-requested':
      return {
        ...state,
        file: { ...file, factRequests: [...file.factRequests, ...event.data.requests] },
      }
    case 'work-warned.v1':
    case 'work-settled.v1':
      return { ...state, file: { ...file, warned: remembered(file.warned ?? [], event) } }
    case 'due-recomputed': {
      const factRequests = withDue(file.factRequests, file.profile.applicationId, event.data)
      return { ...state, file: { ...file, factRequests } }
    }
    case 'case-claimed':
      return { ...state, file: { ...file, claim: event.data } }
    case 'case-held':
      return isInReview(state)
        ? { status: 'held', file, from: state.status, matches: event.data.matches }
        : state
    case 'case-released':
      return state.status === 'held'
        ? { status: state.from, file: { ...unclaimed(file), releases: [...file.releases, event.data] } }
        : state
    case 'step-taken': {
      const grown = { ...unclaimed(file), steps: [...file.steps, event.data] }
      const { step, outcome } = event.data
      // C2: a voluntary level leaves the case where it stands in its required chain.
      return outcome === 'pass' && file.chain.includes(step)
        ? { status: afterStep(file.chain, step), file: grown }
        : { ...state, file: grown }
    }
    case 'case-listed':
      return { status: 'listed', file, listId: event.data.listId }
    case 'application-recommended.v1': {
      const { listId, recommendedOn } = event.data
      const signed = { ...endRound(file, listId), signedListId: listId }
      return { status: 'recommended', file: signed, listId, recommendedOn }
    }
    case 'round-queued':
      return { ...state, file: queueRound(file, event.data) }
    case 'round-begun':
      return beginRound(file, event.data)
    case 'application-returned.v1':
      return { status: 'returned', file, ending: event.data }
    case 'application-refused.v1':
      return { status: 'refused', file, ending: event.data }
    case 'misuse-reported':
      return { ...state, file: { ...file, suspicions: [...(file.suspicions ?? []), event.data] } }
    case 'suspicions-settled':
      return { ...state, file: { ...file, suspicions: settleAll(file.suspicions, event.data) } }
    case 'removal-recorded':
      return { ...state, file: { ...file, removal: event.data } }
    case 'application-removed.v1':
      return { status: 'removed', file: unclaimed(file), listId: event.data.listId, removed: event.data }
  }
}

const opened = (profile: ApplicationProfile): OpenedCase => {
  const policy = earliestCasePolicy
  const chain = chainOf(policy)
  const nothing = { facts: [], factRequests: [], steps: [], releases: [] }
  return { status: firstOf(chain), file: { profile, sequence: 0, policy, chain, ...nothing } }
}

const evolve = (state: Case, event: CaseEvent): Case => {
  if (state.status !== 'none') return evolveOpened(state, event)
  return event.type === 'case-opened' ? opened(event.data) : state
}

/** One case per application; a repaired application is declared anew and gets a case of its own. */
export const caseAggregate: AggregateDefinition<Case, CaseEvent> = {
  name: 'case',
  initial: { status: 'none' },
  evolve,
}
