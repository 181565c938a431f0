import type { AggregateDefinition } from '#shared/commits/execute.ts'
import { loadSetting } from '#shared/commits/settings.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import type { Block, BlockEntry } from './blocks.ts'
import type { Person } from './person.ts'
import { upwards } from './policy-history.ts'

/** C9: the entry of another region's list that this one was taken over from. */
export type SharedFrom = { readonly regionCode: string; readonly blockId: string }

export type ListedBlock = Block & {
  readonly sharedFrom?: SharedFrom

  readonly addedBy: Person
  readonly addedAt: string
  /** Why and by whom it was ended before its time. */
  readonly ended?: { readonly by: Person; readonly at: string; readonly reason: string }
}
export type BlockList = readonly ListedBlock[]

export type BlockListEvent =
  | {
      readonly type: 'blocks-added'
      readonly data: {
        readonly regionCode: string
        readonly entries: readonly (BlockEntry & {
          readonly blockId: string
          readonly sharedFrom?: SharedFrom
        })[]
        readonly by: Person
        readonly at: string
      }
    }
  | {
      readonly type: 'block-ended'
      readonly data: {
        readonly blockId: string
        readonly by: Person
        readonly at: string
        /** Last day on which it still stops an application. */
        readonly validUntil: string
        readonly reason: string
      }
    }

/** C8, C9: a region's list; it holds for the region's whole subtree. */
export const blockListAggregate: AggregateDefinition<BlockList, BlockListEvent> = {
  name: 'block-list',
  initial: [],
  evolve: (list, event) => {
    if (event.type === 'blocks-added') {
      const { regionCode, entries, by, at } = event.data
      return [...list, ...entries.map(entry => ({ ...entry, regionCode, addedBy: by, addedAt: at }))]
    }
    const { blockId, validUntil, ...ended } = event.data
    return list.map(block => (block.blockId === blockId ? { ...block, validUntil, ended } : block))
  },
}

/** Every entry that holds in a county: its own, and those of the regions above it. */
export const blocksFor = async (table: CommitTable, regionCode: string): Promise<readonly Block[]> => {
  const lists = await Promise.all(
    upwards(regionCode).map(async region => await loadSetting(table, blockListAggregate, region)),
  )
  return lists.flat()
}
