import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { DomainEvent } from '#shared/contracts/events.ts'
import { sha256 } from '#shared/domain/canonical.ts'
import type { Signature } from '#shared/keys/signer.ts'
import type { ListRow } from './list-row.ts'
import type { Person } from './person.ts'

/** A candidate that could not be taken onto the list, and why. */
export type LeftOut = { readonly applicationId: string; readonly code: string; readonly detail: string }

type SignOff = Signature & {
  readonly statement: string
  readonly signedBy: Person
  readonly signedAt: string
  readonly opinion?: string
}

type Begun = {
  readonly listId: string
  readonly regionCode: string
  /** Chosen once, so that a retry goes on with the same applications. */
  readonly candidates: readonly string[]
}
type Drafted = Begun & {
  readonly rows: readonly ListRow[]
  readonly digest: string
  readonly leftOut: readonly LeftOut[]
}

export type BegunList =
  | (Begun & { readonly status: 'drafting'; readonly rows: readonly ListRow[] })
  | (Drafted & { readonly status: 'drafted' })
  | (Drafted & { readonly status: 'signed'; readonly signOff: SignOff })

export type RecommendationList = { readonly status: 'none' } | BegunList

export const listStatusLabels = {
  drafting: '草拟中',
  drafted: '待签发',
  signed: '已签发',
} as const satisfies Record<BegunList['status'], string>

export type ListEvent =
  | { readonly type: 'list-begun'; readonly data: Begun }
  /** Rows come in parts, so that no commit outgrows what one item of the table holds. */
  | { readonly type: 'rows-written'; readonly data: { readonly rows: readonly ListRow[] } }
  | {
      readonly type: 'list-drafted'
      readonly data: { readonly digest: string; readonly leftOut: readonly LeftOut[] }
    }
  | { readonly type: 'signature-given'; readonly data: SignOff }
  | DomainEvent<'recommendation-list-signed.v1'>

const evolve = (state: RecommendationList, event: ListEvent): RecommendationList => {
  switch (event.type) {
    case 'list-begun':
      return { status: 'drafting', ...event.data, rows: [] }
    case 'rows-written':
      return state.status === 'drafting' ? { ...state, rows: [...state.rows, ...event.data.rows] } : state
    case 'list-drafted':
      return state.status === 'drafting' ? { ...state, ...event.data, status: 'drafted' } : state
    case 'signature-given':
      return state.status === 'drafted' ? { ...state, status: 'signed', signOff: event.data } : state
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
