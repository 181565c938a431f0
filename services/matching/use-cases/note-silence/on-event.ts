import { execute } from '#shared/commits/execute.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { planAggregate } from '../../domain/plan.ts'
import { decideNoteSilence } from './decide.ts'

export const noteSilence = async (
  { data, cause, actor }: Received<'referral-unaccepted.v1'>,
  { table, clock }: Deps,
): Promise<Fate> =>
  fateOf(
    await execute(table, planAggregate, {
      id: data.applicationId,
      cause,
      actor,
      now: clock(),
      decide: state => decideNoteSilence(state, data),
    }),
  )
