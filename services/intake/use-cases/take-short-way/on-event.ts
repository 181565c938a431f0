import { execute } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { done, type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { takeShortWay as decide, type TakeShortWay } from './decide.ts'

const take = async (
  { data, cause, actor }: Received<'coaching-closed.v1' | 'application-recommended.v1'>,
  { table, clock }: Deps,
  told: TakeShortWay['told'],
): Promise<Fate> => {
  const { uscc, applicationId } = data
  const now = clock()
  return fateOf(
    await execute(table, entityDefinition, {
      id: uscc,
      cause,
      actor,
      now,
      decide: state => decide(state, { applicationId, told, today: shanghaiDay(now) }),
    }),
  )
}

/** F1: after a level's refusal the application has ended here, and its repair brings nothing back. */
export const onCoachingClosed = async (
  received: Received<'coaching-closed.v1'>,
  deps: Deps,
): Promise<Fate> => {
  const { outcome, coachingId } = received.data
  return outcome === 'repaired' ? await take(received, deps, { kind: 'repaired', coachingId }) : done
}

/** F1: the list that a short way led to; a first recommendation changes nothing here. */
export const onRecommended = async (
  received: Received<'application-recommended.v1'>,
  deps: Deps,
): Promise<Fate> => {
  const { listId, firstBankId } = received.data
  if (firstBankId === undefined) return done
  const { sequence } = received.envelope
  return await take(received, deps, { kind: 'recommended-again', listId, sequence })
}
