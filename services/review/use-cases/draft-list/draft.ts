import type { Actor, Cause } from '#shared/commits/commit.ts'
import { type Execution, execute, load } from '#shared/commits/execute.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import type { Refusal } from '#shared/domain/decision.ts'
import { candidatesOf, type LeftOut, listAggregate, listIdOf, type PartRef } from '../../domain/list.ts'
import { inParts } from '../../domain/list-part.ts'
import { readLeftOut, type Writer, writePart } from '../../list-store.ts'
import { inParallel } from '../../parallel.ts'
import { build } from './build.ts'
import { awaitingIn } from './candidates.ts'
import { beginList } from './decide.ts'

type Draft = {
  readonly regionCode: string
  readonly applicationIds: readonly string[] | undefined
  readonly by: Actor
  readonly cause: Cause
  readonly now: string
}

export type DraftStanding = {
  readonly listId: string
  readonly regionCode: string
  readonly status: 'building' | 'ready'
  readonly candidates: number
  readonly rows: number
  readonly digest?: string
  readonly leftOut: readonly LeftOut[]
  readonly leftOutTotal: number
}

/** Chunks built within one request: 512 candidates, so that every list by name is ready at once. */
const chunksInARequest = 4

/** Left-out candidates that an answer names. */
const namedLeftOut = 1000

const choose = async (table: CommitTable, listId: string, draft: Draft): Promise<readonly PartRef[]> => {
  const chosen = draft.applicationIds ?? (await awaitingIn(table, draft.regionCode))
  const writer: Writer = { actor: draft.by, now: draft.now }
  return await inParallel(inParts(chosen), async applicationIds => ({
    digest: await writePart(table, listId, { kind: 'candidates', applicationIds }, writer),
    count: applicationIds.length,
  }))
}

const emptied = (leftOut: readonly LeftOut[]): Refusal => ({
  code: 'nothing-to-list',
  detail: '所选申请均不能列入推荐清单，逐户原因见 errors。',
  errors: leftOut.map(({ code, detail }, index) => ({ pointer: `/applicationIds/${index}`, code, detail })),
})

const standing = async (table: CommitTable, listId: string): Promise<Execution<DraftStanding>> => {
  const { state, version } = await load(table, listAggregate, listId)
  if (state.status === 'none') return { kind: 'not-yet', waitingFor: '清单草拟' }
  const touched = state.claimed.filter(({ leftOut }) => leftOut > 0)
  const leftOut = (await readLeftOut(table, listId, touched)).slice(0, namedLeftOut)
  if (state.status === 'empty') return { kind: 'refused', refusal: emptied(leftOut) }
  const built = state.status !== 'drafting'
  const result: DraftStanding = {
    listId,
    regionCode: state.regionCode,
    status: built ? 'ready' : 'building',
    candidates: candidatesOf(state),
    rows: built ? state.rows : state.claimed.reduce((sum, { rows }) => sum + rows, 0),
    ...(built ? { digest: state.digest } : {}),
    leftOut,
    leftOutTotal: touched.reduce((sum, chunk) => sum + chunk.leftOut, 0),
  }
  return { kind: 'done', result, version, replayed: false }
}

/** C4: choose, claim, write, close. Cut off anywhere, it is gone on with when the request comes again, or by the clock. */
export const draft = async (table: CommitTable, request: Draft): Promise<Execution<DraftStanding>> => {
  const { regionCode, by: actor, cause, now } = request
  const listId = listIdOf(regionCode, cause.key)
  const { state } = await load(table, listAggregate, listId)
  if (state.status === 'none') {
    const chunks = await choose(table, listId, request)
    const begun = await execute(table, listAggregate, {
      id: listId,
      cause,
      actor,
      now,
      decide: current => beginList(current, { listId, regionCode, draftedBy: actor, chunks }),
    })
    if (begun.kind !== 'done') return begun
  }
  let left = chunksInARequest
  await build(table, listId, now, () => {
    left -= 1
    return left >= 0
  })
  return await standing(table, listId)
}
