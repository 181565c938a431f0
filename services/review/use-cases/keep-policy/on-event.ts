import { execute } from '#shared/commits/execute.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { policyAggregate } from '../../domain/policy-history.ts'
import { keepPolicy as decide } from './decide.ts'

/** Keeps what a region says of its policy, for the cases opened from then on. */
export const keepPolicy = async (
  { data, cause, actor }: Received<'policy-set.v1'>,
  { table, clock }: Deps,
): Promise<Fate> =>
  fateOf(
    await execute(table, policyAggregate, {
      id: data.regionCode,
      cause,
      actor,
      now: clock(),
      decide: state => decide(state, data),
    }),
  )
