import type { Actor, Cause } from '#shared/commits/commit.ts'
import { execute, load } from '#shared/commits/execute.ts'
import { dueAfterWorkingDays } from '#shared/domain/days.ts'
import { type Fate, fateOf } from '#shared/queue/inbox.ts'
import { yieldUpdates } from '../../coaching-yield.ts'
import type { Deps } from '../../deps.ts'
import { caseAggregate } from '../../domain/case.ts'
import { coachedEntityAggregate } from '../../domain/coached-entity.ts'
import { type CoachingSource, coachingAggregate } from '../../domain/coaching.ts'
import { type ProblemClass, problemClasses } from '../../domain/problem-classes.ts'
import { numberCoaching, openCoaching } from './decide.ts'

type Refused = {
  readonly applicationId: string
  readonly refusal: string
  readonly source: CoachingSource
  readonly problem: string
  readonly advice: string
  readonly problemClass: ProblemClass
  readonly on: string
  readonly cause: Cause
  readonly actor: Actor
}

/** The number first, the coaching under it second; cut short between the two, redelivery goes on with the same number. */
export const open = async (refused: Refused, { table, clock }: Deps): Promise<Fate> => {
  const { applicationId, refusal, cause, actor, on, source, problem, advice, problemClass } = refused
  const { state } = await load(table, caseAggregate, applicationId)
  if (state.status === 'none') return { fate: 'refused', code: 'not-found' }
  // Nothing is left to repair for.
  if (state.status === 'removed' || state.file.withdrawal) return { fate: 'refused', code: 'wrong-stage' }
  const { uscc, name, regionCode, townshipCode, keyChain } = state.file.profile
  const numbered = await execute(table, coachedEntityAggregate, {
    id: uscc,
    cause,
    actor,
    now: clock(),
    decide: entity => numberCoaching(entity, { applicationId, refusal }),
  })
  if (numbered.kind !== 'done') return fateOf(numbered)
  const coachingId = numbered.result
  // The class may be quicker than the region's period, never slower.
  const days = Math.min(state.file.policy.coachingDueWorkingDays, problemClasses[problemClass].workingDays)
  return fateOf(
    await execute(table, coachingAggregate, {
      id: coachingId,
      cause,
      actor,
      now: clock(),
      decide: coaching =>
        openCoaching(coaching, {
          coachingId,
          applicationId,
          uscc,
          name,
          regionCode,
          ...(townshipCode ? { townshipCode } : {}),
          ...(keyChain ? { keyChain } : {}),
          source,
          problem,
          advice,
          problemClass,
          due: dueAfterWorkingDays(on, days),
          workingDays: days,
          openedOn: on,
        }),
      alongside: events => yieldUpdates(table.name, events),
    }),
  )
}
