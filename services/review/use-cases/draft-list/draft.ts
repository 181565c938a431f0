import type { Actor, Cause } from '#shared/commits/commit.ts'
import { type Execution, execute, load } from '#shared/commits/execute.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import { caseAggregate } from '../../domain/case.ts'
import { type LeftOut, listAggregate, listIdOf } from '../../domain/list.ts'
import { inListOrder, type ListRow } from '../../domain/list-row.ts'
import { inParallel } from '../../parallel.ts'
import { awaitingIn } from './candidates.ts'
import { beginList, claimCase, type Drafted, finishDraft, writeRows } from './decide.ts'

type Draft = {
  readonly regionCode: string
  readonly applicationIds: readonly string[] | undefined
  readonly by: Actor
  readonly cause: Cause
  readonly now: string
}

/** About 100 kB of rows a commit; an item of the table holds 400 kB. */
const rowsInACommit = 100

/** Each write of the draft has a cause of its own under the request's, so that a retry repeats none of them. */
const part = (cause: Cause, name: string): Cause => ({ ...cause, key: `${cause.key}#${name}` })

const claimAll = async (table: CommitTable, draft: Draft, listId: string, candidates: readonly string[]) => {
  const claims = await inParallel(candidates, async applicationId => ({
    applicationId,
    claim: await execute(table, caseAggregate, {
      id: applicationId,
      cause: part(draft.cause, 'claim'),
      actor: draft.by,
      now: draft.now,
      decide: state => claimCase(state, { listId, regionCode: draft.regionCode, by: draft.by }),
    }),
  }))
  const rows: readonly ListRow[] = claims.flatMap(({ claim }) =>
    claim.kind === 'done' ? [claim.result] : [],
  )
  const leftOut: readonly LeftOut[] = claims.flatMap(({ applicationId, claim }) =>
    claim.kind === 'refused'
      ? [{ applicationId, code: claim.refusal.code, detail: claim.refusal.detail }]
      : [],
  )
  return { rows: inListOrder(rows), leftOut }
}

/** C4: choose, claim, write, close. A crash between any two of these heals when the request comes again. */
export const draft = async (table: CommitTable, request: Draft): Promise<Execution<Drafted>> => {
  const { regionCode, by: actor, cause, now } = request
  const id = listIdOf(regionCode, cause.key)
  const { state } = await load(table, listAggregate, id)
  const chosen =
    state.status === 'none'
      ? (request.applicationIds ?? (await awaitingIn(table, regionCode)))
      : state.candidates
  const begun = await execute(table, listAggregate, {
    id,
    cause: part(cause, 'begin'),
    actor,
    now,
    decide: current => beginList(current, { listId: id, regionCode, candidates: chosen }),
  })
  if (begun.kind !== 'done') return begun

  const { rows, leftOut } = await claimAll(table, request, id, begun.result)
  for (let start = 0; start < rows.length; start += rowsInACommit) {
    await execute(table, listAggregate, {
      id,
      cause: part(cause, `rows-${start}`),
      actor,
      now,
      decide: current => writeRows(current, rows.slice(start, start + rowsInACommit)),
    })
  }
  return await execute(table, listAggregate, {
    id,
    cause,
    actor,
    now,
    decide: current => finishDraft(current, leftOut),
  })
}
