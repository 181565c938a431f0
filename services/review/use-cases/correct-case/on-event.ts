import { execute } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { blocksFor } from '../../domain/block-list.ts'
import { matchesOf } from '../../domain/blocks.ts'
import { caseAggregate } from '../../domain/case.ts'
import { correctCase as decide } from './decide.ts'

/** Takes over a correction that was made before review began (B6). */
export const correctCase = async (
  { data: profile, cause, actor, envelope }: Received<'application-corrected.v1'>,
  { table, clock }: Deps,
): Promise<Fate> => {
  const now = clock()
  const matches = matchesOf(await blocksFor(table, profile.regionCode), profile, shanghaiDay(now))
  const correction = { profile, matches, sequence: envelope.sequence }
  return fateOf(
    await execute(table, caseAggregate, {
      id: profile.applicationId,
      cause,
      actor,
      now,
      decide: state => decide(state, correction),
    }),
  )
}
