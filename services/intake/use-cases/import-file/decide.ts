import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import { limits } from '#shared/workbook/tables.ts'
import type { Code } from '../../domain/refusals.ts'
import {
  type Counts,
  type ImportEvent,
  type ImportState,
  type Requested,
  type RowError,
  type RunningImport,
  shownErrors,
} from './import.ts'

type Decided = Decision<ImportEvent, { readonly importId: string; readonly status: string }, Code>
type Registered = Decision<ImportEvent, Pick<Requested, 'importId' | 'requestedAt'>, Code>

const standing = (importId: string, status: string) => ({ importId, status })

/** One request, one import: the id follows from the request's key. */
export const requestImport = (state: ImportState, requested: Requested): Registered => {
  const { importId, requestedAt } = state.status === 'unknown' ? requested : state
  const result = { importId, requestedAt }
  return state.status === 'unknown'
    ? accept([{ type: 'import-requested', data: requested }], result)
    : unchanged(result)
}

/** What the bucket holds under the import's address. */
export type Uploaded = { readonly bytes: number; readonly etag: string }

/** Starts once, on a file that is there and has the size that was announced. */
export const startImport = (
  state: ImportState,
  { uploaded, now }: { readonly uploaded: Uploaded | undefined; readonly now: string },
): Decided => {
  if (state.status === 'unknown') return refuse('not-found', '未找到该导入任务，或您无权查看。')
  if (state.status !== 'awaiting-upload') return unchanged(standing(state.importId, state.status))
  if (!uploaded)
    return refuse('file-not-uploaded', '文件尚未上传：请先将文件以 PUT 方式上传到 uploadUrl，再启动导入。')
  if (uploaded.bytes !== state.sizeBytes || uploaded.bytes > limits.bytes)
    return refuse(
      'file-size-differs',
      `上传的文件为 ${uploaded.bytes} 字节，登记的 sizeBytes 为 ${state.sizeBytes}；请重新登记并上传。`,
    )
  const { importId } = state
  return accept(
    [{ type: 'import-started', data: { etag: uploaded.etag, startedAt: now } }],
    standing(importId, 'running'),
  )
}

const running = (state: ImportState, decide: (state: RunningImport) => ImportEvent | undefined): Decided => {
  if (state.status === 'unknown') return refuse('not-found', '未找到该导入任务。')
  if (state.status !== 'running') return unchanged(standing(state.importId, state.status))
  const event = decide(state)
  return event
    ? accept([event], standing(state.importId, 'running'))
    : unchanged(standing(state.importId, 'running'))
}

export const countRows = (state: ImportState, totalRows: number): Decided =>
  running(state, ({ totalRows: known }) =>
    known === undefined ? { type: 'import-counted', data: { totalRows } } : undefined,
  )

export type Taken = {
  readonly from: number
  readonly rows: number
  readonly counts: Counts
  readonly errors: readonly RowError[]
}

/** A range is recorded once and in order: a second worker on the same range changes nothing. */
export const takeRows = (state: ImportState, { errors, ...taken }: Taken): Decided =>
  running(state, ({ handledRows, errors: shown }) =>
    taken.from === handledRows && taken.rows > 0
      ? {
          type: 'rows-taken',
          data: { ...taken, errors: errors.slice(0, Math.max(0, shownErrors - shown.length)) },
        }
      : undefined,
  )

/** Only when every row has its outcome. */
export const finishImport = (state: ImportState, at: string): Decided =>
  running(state, ({ totalRows, handledRows, errorParts }) =>
    totalRows === handledRows
      ? { type: 'import-finished', data: { at, errorSheet: errorParts.length > 0 } }
      : undefined,
  )

export const failImport = (
  state: ImportState,
  problem: { readonly code: string; readonly detail: string },
): Decided => running(state, () => ({ type: 'import-failed', data: problem }))
