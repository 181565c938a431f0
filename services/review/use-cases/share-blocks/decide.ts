import type { Actor } from '#shared/commits/commit.ts'
import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import { type BlockFile, flawOf, originOf } from '../../domain/block-file.ts'
import type { BlockList, BlockListEvent } from '../../domain/block-list.ts'
import { personOf } from '../../domain/person.ts'
import type { RefusalCode } from '../../domain/refusals.ts'

export type Imported = {
  readonly regionCode: string
  readonly from: string
  readonly added: number
  readonly already: number
}

/** C9: takes over another region's entries from a genuine file; each entry once, however often the file comes. */
export const importBlocks = (
  list: BlockList,
  command: {
    readonly regionCode: string
    readonly file: BlockFile
    readonly keyFingerprint: string
    readonly by: Actor
    readonly at: string
  },
): Decision<BlockListEvent, Imported, RefusalCode> => {
  const { regionCode, file, keyFingerprint, by, at } = command
  const flaw = flawOf(file, keyFingerprint)
  if (flaw) return refuse('file-not-genuine', `${flaw}。`)
  if (file.regionCode === regionCode) return refuse('file-not-genuine', '此文件出自本地区名单，无须引入。')
  const fresh = file.entries.filter(
    ({ blockId }) =>
      !list.some(
        ({ sharedFrom }) => sharedFrom?.regionCode === file.regionCode && sharedFrom.blockId === blockId,
      ),
  )
  const result = {
    regionCode,
    from: file.regionCode,
    added: fresh.length,
    already: file.entries.length - fresh.length,
  }
  if (fresh.length === 0) return unchanged(result)
  const entries = fresh.map((entry, index) => ({
    ...entry,
    blockId: `BL-${regionCode}-${list.length + index + 1}`,
    sharedFrom: originOf(file, entry),
  }))
  return accept([{ type: 'blocks-added', data: { regionCode, entries, by: personOf(by), at } }], result)
}
