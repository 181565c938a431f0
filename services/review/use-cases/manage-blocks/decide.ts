import type { Actor } from '#shared/commits/commit.ts'
import { addCalendarDays, shanghaiDay } from '#shared/domain/days.ts'
import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import type { BlockList, BlockListEvent } from '../../domain/block-list.ts'
import type { BlockEntry } from '../../domain/blocks.ts'
import { personOf } from '../../domain/person.ts'
import type { RefusalCode } from '../../domain/refusals.ts'

export type Added = { readonly regionCode: string; readonly blockIds: readonly string[] }

/** C8, C9: entries come with their source and their dates, and are numbered within the region. */
export const addBlocks = (
  list: BlockList,
  command: {
    readonly regionCode: string
    readonly entries: readonly BlockEntry[]
    readonly by: Actor
    readonly at: string
  },
): Decision<BlockListEvent, Added, RefusalCode> => {
  const { regionCode, by, at } = command
  const entries = command.entries.map((entry, index) => ({
    ...entry,
    blockId: `BL-${regionCode}-${list.length + index + 1}`,
  }))
  return accept([{ type: 'blocks-added', data: { regionCode, entries, by: personOf(by), at } }], {
    regionCode,
    blockIds: entries.map(({ blockId }) => blockId),
  })
}

export type Ended = { readonly blockId: string; readonly validUntil: string }

/** An entry is ended, never erased: what it stopped stays explained. */
export const endBlock = (
  list: BlockList,
  command: {
    readonly blockId: string
    readonly reason: string
    readonly by: Actor
    readonly at: string
  },
): Decision<BlockListEvent, Ended, RefusalCode> => {
  const { blockId, reason, by, at } = command
  const block = list.find(entry => entry.blockId === blockId)
  if (!block) return refuse('not-found', '未找到该限制名单条目，或您无权查看。')
  const validUntil = addCalendarDays(shanghaiDay(at), -1)
  if (block.validUntil !== undefined && block.validUntil <= validUntil)
    return unchanged({ blockId, validUntil: block.validUntil })
  return accept([{ type: 'block-ended', data: { blockId, by: personOf(by), at, validUntil, reason } }], {
    blockId,
    validUntil,
  })
}
