import type { Actor } from '#shared/commits/commit.ts'
import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { DomainEvent } from '#shared/contracts/events.ts'
import { sha256 } from '#shared/domain/canonical.ts'
import type { Signature } from '#shared/keys/signer.ts'
import type { Person } from './person.ts'

/** A candidate that could not be taken onto the list, and why. */
export type LeftOut = { readonly applicationId: string; readonly code: string; readonly detail: string }

/** A part of the list under the digest of its content, as it is kept beside the list. */
export type PartRef = { readonly digest: string; readonly count: number }

/** A part of the candidates after its cases were claimed. */
export type ClaimedChunk = { readonly digest: string; readonly rows: number; readonly leftOut: number }

/** A part of the rows in the list's order; its own Merkle root is a node of the list's tree. */
export type RowPart = PartRef & {
  readonly root: string
  /** Where its last row stands in the order, so that a row is found without reading every part. */
  readonly lastRank: string
}

/** Somebody who took a step of rows on this list (four eyes at the signature). */
export type ReviewerShare = Person & {
  readonly rows: number
  /** The first few of them. */
  readonly applicationIds: readonly string[]
}

export type SignOff = Signature & {
  readonly statement: string
  readonly signedBy: Person
  readonly signedAt: string
  /** A1: absent when the convener signed in person. */
  readonly delegation?: { readonly delegationId: string; readonly convener: Person }
  readonly opinion?: string
}

type Begun = {
  readonly listId: string
  readonly regionCode: string
  readonly draftedBy: Actor
  /** Chosen once, so that a retry goes on with the same applications. */
  readonly chunks: readonly PartRef[]
}
export type Closing = {
  readonly rows: number
  readonly parts: readonly RowPart[]
  readonly digest: string
  readonly reviewers: readonly ReviewerShare[]
}
type Claimed = Begun & { readonly claimed: readonly ClaimedChunk[] }
type Drafted = Claimed & Closing

export type BegunList =
  | (Claimed & { readonly status: 'drafting' })
  /** No candidate could be taken on. */
  | (Claimed & { readonly status: 'empty' })
  | (Drafted & { readonly status: 'drafted' })
  /** `recommended`: how many parts have become recommended applications so far. */
  | (Drafted & { readonly status: 'signed'; readonly signOff: SignOff; readonly recommended: number })

export type RecommendationList = { readonly status: 'none' } | BegunList

export const listStatusLabels = {
  drafting: '草拟中',
  empty: '无可列入的申请',
  drafted: '待签发',
  signed: '已签发',
} as const satisfies Record<BegunList['status'], string>

export type ListEvent =
  | { readonly type: 'list-begun'; readonly data: Begun }
  | { readonly type: 'chunk-claimed'; readonly data: ClaimedChunk }
  | { readonly type: 'list-emptied'; readonly data: Record<never, never> }
  | { readonly type: 'list-drafted'; readonly data: Closing }
  | { readonly type: 'signature-given'; readonly data: SignOff }
  | { readonly type: 'part-recommended'; readonly data: { readonly index: number } }
  | DomainEvent<'recommendation-list-signed.v1'>

const evolve = (state: RecommendationList, event: ListEvent): RecommendationList => {
  switch (event.type) {
    case 'list-begun':
      return { status: 'drafting', ...event.data, claimed: [] }
    case 'chunk-claimed':
      return state.status === 'drafting' ? { ...state, claimed: [...state.claimed, event.data] } : state
    case 'list-emptied':
      return state.status === 'drafting' ? { ...state, status: 'empty' } : state
    case 'list-drafted':
      return state.status === 'drafting' ? { ...state, ...event.data, status: 'drafted' } : state
    case 'signature-given':
      return state.status === 'drafted'
        ? { ...state, status: 'signed', signOff: event.data, recommended: 0 }
        : state
    case 'part-recommended':
      return state.status === 'signed' ? { ...state, recommended: event.data.index + 1 } : state
    case 'recommendation-list-signed.v1':
      return state
  }
}

export const listAggregate: AggregateDefinition<RecommendationList, ListEvent> = {
  name: 'recommendation-list',
  initial: { status: 'none' },
  evolve,
}

/** Derived from the request, so that a retry after a crash goes on with the list it began. */
export const listIdOf = (regionCode: string, causeKey: string): string =>
  `RL-${regionCode}-${sha256(causeKey).slice(0, 12)}`

export const candidatesOf = ({ chunks }: Begun): number => chunks.reduce((sum, { count }) => sum + count, 0)
