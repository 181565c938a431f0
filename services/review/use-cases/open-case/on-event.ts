import { execute } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { blocksFor } from '../../domain/block-list.ts'
import { matchesOf } from '../../domain/blocks.ts'
import { caseAggregate } from '../../domain/case.ts'
import { policyOn } from '../../domain/policy-history.ts'
import { openCase as decide } from './decide.ts'

/** Opens the case of a declared application. */
export const openCase = async (
  { data: profile, cause, actor, envelope }: Received<'application-declared.v1'>,
  { table, clock }: Deps,
): Promise<Fate> => {
  const now = clock()
  const today = shanghaiDay(now)
  const [policy, blocks] = await Promise.all([
    policyOn(table, profile.regionCode, today),
    blocksFor(table, profile.regionCode),
  ])
  const matches = matchesOf(blocks, profile, today)
  const opening = { profile, policy, matches, sequence: envelope.sequence }
  return fateOf(
    await execute(table, caseAggregate, {
      id: profile.applicationId,
      cause,
      actor,
      now,
      decide: state => decide(state, opening),
    }),
  )
}
