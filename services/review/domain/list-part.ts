import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { LeftOut } from './list.ts'
import type { ListRow } from './list-row.ts'

/** Applications chosen for a list, or rows of it, under a name that follows from the content. */
export type PartContent =
  | { readonly kind: 'candidates'; readonly applicationIds: readonly string[] }
  | { readonly kind: 'rows'; readonly rows: readonly ListRow[]; readonly leftOut: readonly LeftOut[] }

export type ListPart = { readonly kind: 'none' } | PartContent
export type ListPartEvent = { readonly type: 'part-written'; readonly data: PartContent }

export const listPartAggregate: AggregateDefinition<ListPart, ListPartEvent> = {
  name: 'recommendation-list-part',
  initial: { kind: 'none' },
  evolve: (_state, event) => event.data,
}

/**
 * Rows in one part: about 100 kB, at most 300 kB with every field at its longest, where an item of the table holds 400 kB.
 * A power of two, so that each part is a whole subtree of the list's Merkle tree.
 */
export const partSize = 128

export const inParts = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / partSize) }, (_, index) =>
    items.slice(index * partSize, (index + 1) * partSize),
  )
