import type { Actor } from '#shared/commits/commit.ts'
import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import type { Case, CaseEvent } from '../../domain/case.ts'
import { admitted, unknownCase, vetoed } from '../../domain/case-guards.ts'
import type { ClaimedChunk, Closing, ListEvent, PartRef, RecommendationList } from '../../domain/list.ts'
import { type ListRow, rowOf } from '../../domain/list-row.ts'
import type { RefusalCode } from '../../domain/refusals.ts'

/** The candidates are chosen once and kept, so that a retry after a crash goes on with the same ones. */
export const beginList = (
  state: RecommendationList,
  begun: {
    readonly listId: string
    readonly regionCode: string
    readonly draftedBy: Actor
    readonly chunks: readonly PartRef[]
  },
): Decision<ListEvent, null, RefusalCode> => {
  if (state.status !== 'none') return unchanged(null)
  return begun.chunks.length === 0
    ? refuse('nothing-to-list', `${begun.regionCode} 现在没有待列入推荐清单的申请。`)
    : accept([{ type: 'list-begun', data: begun }], null)
}

/** C4: an application stands on one list; the claim is a commit of the case, so two drafts never share a row. */
export const claimCase = (
  state: Case,
  command: { readonly listId: string; readonly regionCode: string; readonly by: Actor },
): Decision<CaseEvent, ListRow, RefusalCode> => {
  if (state.status === 'none') return unknownCase
  if (state.status === 'listed' && state.listId === command.listId) return unchanged(rowOf(state.file))
  const stopped = admitted(state, 'listing', command.by)
  if (stopped) return stopped
  if (state.file.profile.regionCode !== command.regionCode)
    return refuse('not-in-county', `该申请不属于 ${command.regionCode}，请列入其所在县（区）的清单。`)
  return (
    vetoed(state.file) ??
    accept([{ type: 'case-listed', data: { listId: command.listId } }], rowOf(state.file))
  )
}

/** Chunks are done in their order, each once. */
export const recordChunk = (
  state: RecommendationList,
  index: number,
  chunk: ClaimedChunk,
): Decision<ListEvent, null, RefusalCode> =>
  state.status === 'drafting' && state.claimed.length === index
    ? accept([{ type: 'chunk-claimed', data: chunk }], null)
    : unchanged(null)

/** C4: the digest closes the list; from here its rows do not change. */
export const finishDraft = (
  state: RecommendationList,
  closing: Closing,
): Decision<ListEvent, null, RefusalCode> => {
  if (state.status !== 'drafting' || state.claimed.length < state.chunks.length) return unchanged(null)
  return accept(
    [closing.rows === 0 ? { type: 'list-emptied', data: {} } : { type: 'list-drafted', data: closing }],
    null,
  )
}
