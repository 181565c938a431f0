import type { Actor, Cause } from '#shared/commits/commit.ts'
import { execute, load } from '#shared/commits/execute.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import { fingerprintOf } from '#shared/domain/canonical.ts'
import { accept, unchanged } from '#shared/domain/decision.ts'
import type { LeftOut } from './domain/list.ts'
import { listPartAggregate, type PartContent } from './domain/list-part.ts'
import type { ListRow } from './domain/list-row.ts'
import { inParallel } from './parallel.ts'

export type Writer = { readonly actor: Actor; readonly now: string }

/** Every write of a list has a cause that follows from the list, so that whoever goes on with it repeats none of them. */
export const listCause = (listId: string, name: string): Cause => ({
  key: `list:${listId}#${name}`,
  fingerprint: listId,
})

/** Keeps a part under the digest of its content: the same content is written once. */
export const writePart = async (
  table: CommitTable,
  listId: string,
  content: PartContent,
  { actor, now }: Writer,
): Promise<string> => {
  const digest = fingerprintOf(content)
  await execute(table, listPartAggregate, {
    id: `${listId}.${digest}`,
    cause: listCause(listId, `part-${digest}`),
    actor,
    now,
    decide: state =>
      state.kind === 'none' ? accept([{ type: 'part-written', data: content }], null) : unchanged(null),
  })
  return digest
}

const readPart = async <K extends PartContent['kind']>(
  table: CommitTable,
  listId: string,
  digest: string,
  kind: K,
): Promise<Extract<PartContent, { kind: K }>> => {
  const { state } = await load(table, listPartAggregate, `${listId}.${digest}`)
  if (state.kind !== kind) throw new Error(`${listId}: part ${digest} is ${state.kind}, not ${kind}`)
  return state as Extract<PartContent, { kind: K }>
}

type Ref = { readonly digest: string }

export const readCandidates = async (
  table: CommitTable,
  listId: string,
  { digest }: Ref,
): Promise<readonly string[]> => (await readPart(table, listId, digest, 'candidates')).applicationIds

/** The rows of some parts, in the order of the parts. */
export const readRows = async (
  table: CommitTable,
  listId: string,
  parts: readonly Ref[],
): Promise<readonly ListRow[]> =>
  (await inParallel(parts, async ({ digest }) => (await readPart(table, listId, digest, 'rows')).rows)).flat()

/** What was left out in some parts of the candidates, in their order. */
export const readLeftOut = async (
  table: CommitTable,
  listId: string,
  parts: readonly Ref[],
): Promise<readonly LeftOut[]> =>
  (
    await inParallel(parts, async ({ digest }) => (await readPart(table, listId, digest, 'rows')).leftOut)
  ).flat()
