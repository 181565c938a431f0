import { execute, load } from '#shared/commits/execute.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import { done, type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import { yieldUpdates } from '../../coaching-yield.ts'
import type { Deps } from '../../deps.ts'
import { caseAggregate } from '../../domain/case.ts'
import { coachedEntityAggregate } from '../../domain/coached-entity.ts'
import { coachingAggregate } from '../../domain/coaching.ts'
import { type Fruit, fruitOf, recommendedAgain } from './decide.ts'

/** The coaching behind the short way that ended on this list. */
const shortWayOf = async (table: CommitTable, applicationId: string, listId: string) => {
  const { state } = await load(table, caseAggregate, applicationId)
  return state.status === 'none'
    ? undefined
    : state.file.rounds?.find(round => round.listId === listId)?.coachingId
}

const fruitFrom = async (table: CommitTable, coachingId: string): Promise<readonly Fruit[]> => {
  const { state } = await load(table, coachingAggregate, coachingId)
  return state.status === 'none'
    ? []
    : [{ coachingId, regionCode: state.regionCode, problemClass: state.problemClass }]
}

/** Counts a recommendation that a coaching led to (F1). */
export const followRecommended = async (
  { data, cause, actor }: Received<'application-recommended.v1'>,
  { table, clock }: Deps,
): Promise<Fate> => {
  const { uscc, applicationId, listId, firstBankId, recommendedOn } = data
  const { state: entity } = await load(table, coachedEntityAggregate, uscc)
  if (entity.coachings.length === 0) return done
  const ways = {
    applicationId,
    shortWayOf: firstBankId ? await shortWayOf(table, applicationId, listId) : undefined,
  }
  const fruit = await Promise.all(fruitOf(entity, ways).map(({ coachingId }) => fruitFrom(table, coachingId)))
  return fateOf(
    await execute(table, coachedEntityAggregate, {
      id: uscc,
      cause,
      actor,
      now: clock(),
      decide: current => recommendedAgain(current, { fruit: fruit.flat(), recommendedOn }),
      alongside: events => yieldUpdates(table.name, events),
    }),
  )
}
