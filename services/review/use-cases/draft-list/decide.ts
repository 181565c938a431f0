import type { Actor } from '#shared/commits/commit.ts'
import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import type { Case, CaseEvent } from '../../domain/case.ts'
import { admitted, unknownCase, vetoed } from '../../domain/case-guards.ts'
import type { LeftOut, ListEvent, RecommendationList } from '../../domain/list.ts'
import { type ListRow, rowOf } from '../../domain/list-row.ts'
import { digestOf } from '../../domain/merkle.ts'
import type { RefusalCode } from '../../domain/refusals.ts'

export type Drafted = {
  readonly listId: string
  readonly regionCode: string
  readonly rows: number
  readonly digest: string
  readonly leftOut: readonly LeftOut[]
}

/** The candidates are chosen once and kept, so that a retry after a crash goes on with the same ones. */
export const beginList = (
  state: RecommendationList,
  begun: { readonly listId: string; readonly regionCode: string; readonly candidates: readonly string[] },
): Decision<ListEvent, readonly string[], RefusalCode> => {
  if (state.status !== 'none') return unchanged(state.candidates)
  return begun.candidates.length === 0
    ? refuse('nothing-to-list', `${begun.regionCode} 现在没有待列入推荐清单的申请。`)
    : accept([{ type: 'list-begun', data: begun }], begun.candidates)
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

export const writeRows = (
  state: RecommendationList,
  rows: readonly ListRow[],
): Decision<ListEvent, null, RefusalCode> =>
  state.status === 'drafting' ? accept([{ type: 'rows-written', data: { rows } }], null) : unchanged(null)

/** C4: the digest closes the list; from here its rows do not change. */
export const finishDraft = (
  state: RecommendationList,
  leftOut: readonly LeftOut[],
): Decision<ListEvent, Drafted, RefusalCode> => {
  if (state.status === 'none') return refuse('not-found', '未找到推荐清单。')
  const { listId, regionCode, rows } = state
  if (rows.length === 0)
    return refuse('nothing-to-list', '所选申请均不能列入推荐清单，逐户原因见 errors。', {
      errors: leftOut.map(({ applicationId, code, detail }) => ({
        pointer: `/applicationIds/${state.candidates.indexOf(applicationId)}`,
        code,
        detail,
      })),
    })
  if (state.status !== 'drafting')
    return unchanged({
      listId,
      regionCode,
      rows: rows.length,
      digest: state.digest,
      leftOut: state.leftOut,
    })
  const digest = digestOf(rows)
  return accept([{ type: 'list-drafted', data: { digest, leftOut } }], {
    listId,
    regionCode,
    rows: rows.length,
    digest,
    leftOut,
  })
}
