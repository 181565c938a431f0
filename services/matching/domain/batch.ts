import type { Cause } from '#shared/commits/commit.ts'
import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { DomainEvent } from '#shared/contracts/events.ts'
import type { PushReason } from '#shared/contracts/matching.ts'
import { sha256 } from '#shared/domain/canonical.ts'
import type { EffectivePolicy } from '#shared/domain/policy.ts'
import type { Choice } from './choice.ts'

/** What one application gets in a batch. */
export type Placement = {
  readonly applicationId: string
  /** Of the enterprise, for the people who read the batch. */
  readonly name: string
  /** The stay on the waiting list that it was drawn up in. */
  readonly turn: number
  readonly pushes: readonly {
    readonly referralId: string
    readonly bankId: string
    readonly bankName: string
    readonly institutionId: string
    readonly reasons: readonly PushReason[]
    /** What the bank has left after this batch; absent where it sets no limit. */
    readonly placesLeft?: number | undefined
  }[]
  /** Only without pushes: why no bank was found. */
  readonly why?: string | undefined
}

/** A slice of the plan under a name that follows from its content: an item stays far below 400 kB. */
export type BatchPart = { readonly placements: readonly Placement[] }
export type BatchPartEvent = { readonly type: 'placements-written'; readonly data: BatchPart }

export const batchPartAggregate: AggregateDefinition<BatchPart, BatchPartEvent> = {
  name: 'batch-part',
  initial: { placements: [] },
  evolve: (_state, event) => event.data,
}

/** Everything the choice was made under, and where it is written. */
export type Basis = {
  readonly effective: EffectivePolicy
  readonly parts: { readonly digest: string; readonly count: number }
  readonly applications: number
  readonly unplaced: number
  /** True when the county has more waiting than one batch takes. */
  readonly moreWaiting: boolean
  /** Over the whole batch at once, or one by one because that was not done in time. */
  readonly method: Choice['method']
  readonly objective: Choice['objective']
  readonly note?: string | undefined
}

export type BatchResult = {
  readonly pushedApplications: number
  readonly referrals: number
  /** Another batch was faster. */
  readonly skipped: readonly { readonly applicationId: string; readonly why: string }[]
}

export type BatchEvent =
  | { readonly type: 'batch-drawn-up'; readonly data: Basis }
  | DomainEvent<'batch-planned.v1'>
  | { readonly type: 'batch-completed'; readonly data: BatchResult }

type Planned = { readonly basis: Basis; readonly regionCode: string; readonly plannedOn: string }

export type BatchState =
  | { readonly status: 'none' }
  | { readonly status: 'drawn-up'; readonly basis: Basis }
  | ({ readonly status: 'planned' } & Planned)
  | ({ readonly status: 'completed'; readonly result: BatchResult } & Planned)

const evolve = (state: BatchState, event: BatchEvent): BatchState => {
  if (event.type === 'batch-drawn-up') return { status: 'drawn-up', basis: event.data }
  if (event.type === 'batch-completed')
    return state.status === 'planned' ? { ...state, status: 'completed', result: event.data } : state
  const { regionCode, plannedOn } = event.data
  return state.status === 'drawn-up'
    ? { status: 'planned', basis: state.basis, regionCode, plannedOn }
    : state
}

export const batchAggregate: AggregateDefinition<BatchState, BatchEvent> = {
  name: 'batch',
  initial: { status: 'none' },
  evolve,
}

/** Why the batch did not push what it had drawn up, by application: another was faster, or the plan had been stopped. */
export const skippedBy = (state: BatchState): ReadonlyMap<string, string> =>
  new Map(
    state.status === 'completed' ? state.result.skipped.map(each => [each.applicationId, each.why]) : [],
  )

/** Follows from caller and key: a repeated request finds the batch that the first one began. */
export const batchIdOf = (regionCode: string, causeKey: string): string =>
  `MB-${regionCode}-${sha256(causeKey).slice(0, 12)}`

/** Each plan remembers the batch as its cause, so nobody is pushed twice by one. */
export const batchCause = (batchId: string): Cause => ({ key: `batch:${batchId}`, fingerprint: batchId })

export const partId = (batchId: string, digest: string, index: number): string =>
  `${batchId}.${digest}.${index}`
