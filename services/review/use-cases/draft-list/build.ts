import { execute, load } from '#shared/commits/execute.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import { fingerprintOf } from '#shared/domain/canonical.ts'
import { blocksFor } from '../../domain/block-list.ts'
import { caseAggregate } from '../../domain/case.ts'
import { closingOf } from '../../domain/closing.ts'
import { type BegunList, type LeftOut, listAggregate } from '../../domain/list.ts'
import { inParts } from '../../domain/list-part.ts'
import { inListOrder, type ListRow } from '../../domain/list-row.ts'
import { listCause, readCandidates, readRows, type Writer, writePart } from '../../list-store.ts'
import { inParallel } from '../../parallel.ts'
import { screen } from '../hold-case/screen.ts'
import { claimCase, finishDraft, recordChunk } from './decide.ts'

type Drafting = Extract<BegunList, { status: 'drafting' }>

const partOf = (rows: readonly ListRow[]) => ({ kind: 'rows', rows, leftOut: [] }) as const

const claimChunk = async (table: CommitTable, list: Drafting, index: number, now: string): Promise<void> => {
  const { listId, regionCode, draftedBy: by } = list
  const chunk = list.chunks[index]
  if (!chunk) return
  const blocks = await blocksFor(table, regionCode)
  const claims = await inParallel(await readCandidates(table, listId, chunk), async applicationId => {
    await screen(table, blocks, applicationId, { actor: by, cause: listCause(listId, 'screen'), now })
    const claim = await execute(table, caseAggregate, {
      id: applicationId,
      cause: listCause(listId, 'claim'),
      actor: by,
      now,
      decide: state => claimCase(state, { listId, regionCode, by }),
    })
    return { applicationId, claim }
  })
  const rows = inListOrder(claims.flatMap(({ claim }) => (claim.kind === 'done' ? [claim.result] : [])))
  const leftOut: readonly LeftOut[] = claims.flatMap(({ applicationId, claim }) =>
    claim.kind === 'refused'
      ? [{ applicationId, code: claim.refusal.code, detail: claim.refusal.detail }]
      : [],
  )
  const digest = await writePart(table, listId, { kind: 'rows', rows, leftOut }, { actor: by, now })
  await execute(table, listAggregate, {
    id: listId,
    cause: listCause(listId, `chunk-${index}`),
    actor: by,
    now,
    decide: state => recordChunk(state, index, { digest, rows: rows.length, leftOut: leftOut.length }),
  })
}

const close = async (table: CommitTable, list: Drafting, writer: Writer): Promise<void> => {
  const claimed = inListOrder(await readRows(table, list.listId, list.claimed))
  const closing = closingOf(claimed, rows => fingerprintOf(partOf(rows)))
  await inParallel(inParts(claimed), rows => writePart(table, list.listId, partOf(rows), writer), 4)
  await execute(table, listAggregate, {
    id: list.listId,
    cause: listCause(list.listId, 'close'),
    ...writer,
    decide: state => finishDraft(state, closing),
  })
}

/**
 * C4: claims the candidates chunk by chunk and closes the list; goes on where it was left, by whomever.
 * `goOn` is asked before each chunk.
 */
export const build = async (
  table: CommitTable,
  listId: string,
  now: string,
  goOn: () => boolean,
): Promise<void> => {
  for (;;) {
    const { state } = await load(table, listAggregate, listId)
    if (state.status !== 'drafting') return
    const next = state.claimed.length
    if (next === state.chunks.length) return await close(table, state, { actor: state.draftedBy, now })
    if (!goOn()) return
    await claimChunk(table, state, next, now)
  }
}
