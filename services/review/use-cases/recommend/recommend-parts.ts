import type { Actor } from '#shared/commits/commit.ts'
import { execute, load } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import type { Deps } from '../../deps.ts'
import { caseAggregate } from '../../domain/case.ts'
import { listAggregate } from '../../domain/list.ts'
import { listCause, readRows } from '../../list-store.ts'
import { inParallel } from '../../parallel.ts'
import { partDone, recommend } from './decide.ts'

/** Makes the rows of a signed list recommended, part by part from where it was left; answers the code of a row that was refused. */
export const recommendParts = async (
  { table, clock }: Deps,
  listId: string,
  actor: Actor,
  goOn: () => boolean,
): Promise<string | undefined> => {
  const { state } = await load(table, listAggregate, listId)
  if (state.status !== 'signed') return undefined
  const signed = { listId, signedOn: shanghaiDay(state.signOff.signedAt) }
  let refusedWith: string | undefined
  for (const [index, part] of state.parts.entries()) {
    if (index < state.recommended) continue
    if (!goOn()) break
    const outcomes = await inParallel(await readRows(table, listId, [part]), ({ applicationId }) =>
      execute(table, caseAggregate, {
        id: applicationId,
        cause: listCause(listId, 'recommend'),
        actor,
        now: clock(),
        decide: current => recommend(current, signed),
      }),
    )
    for (const outcome of outcomes) if (outcome.kind === 'refused') refusedWith ??= outcome.refusal.code
    await execute(table, listAggregate, {
      id: listId,
      cause: listCause(listId, `recommended-${index}`),
      actor,
      now: clock(),
      decide: current => partDone(current, index),
    })
  }
  return refusedWith
}
