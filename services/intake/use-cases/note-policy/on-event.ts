import { execute } from '#shared/commits/execute.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { policyBook } from '../../domain/policy.ts'
import { notePolicy } from './decide.ts'

export const onPolicySet = async (
  { data, cause, actor }: Received<'policy-set.v1'>,
  { table, clock }: Deps,
): Promise<Fate> =>
  fateOf(
    await execute(table, policyBook, {
      id: data.regionCode,
      cause,
      actor,
      now: clock(),
      decide: state => notePolicy(state, data),
    }),
  )
