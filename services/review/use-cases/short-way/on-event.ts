import { execute, load } from '#shared/commits/execute.ts'
import { done, type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { caseAggregate } from '../../domain/case.ts'
import { coachingAggregate } from '../../domain/coaching.ts'
import { takeShortWay as decide } from './decide.ts'

/** A coaching repaired after a bank's refusal sends the application back the short way (F1). */
export const takeShortWay = async (
  { data, cause, actor }: Received<'coaching-closed.v1'>,
  { table, clock }: Deps,
): Promise<Fate> => {
  if (data.outcome !== 'repaired') return done
  const { coachingId, applicationId, closedOn: on } = data
  const { state: coaching } = await load(table, coachingAggregate, coachingId)
  // Refused by a level of review: intake has freed the entity, which declares anew.
  if (coaching.status === 'none' || coaching.source.kind !== 'bank') return done
  const { bankId } = coaching.source
  return fateOf(
    await execute(table, caseAggregate, {
      id: applicationId,
      cause,
      actor,
      now: clock(),
      decide: state => decide(state, { coachingId, bankId, on }),
    }),
  )
}
