import { execute } from '#shared/commits/execute.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { referral } from '../../domain/referral.ts'
import { offerRecall } from './decide.ts'

/** The recall goes into the bank’s own queue, where it must be acknowledged (C7). */
export const offerRecallToBank = async (
  { data, cause, actor }: Received<'referral-recalled.v1'>,
  { table, clock }: Deps,
): Promise<Fate> => {
  const now = clock()
  const execution = await execute(table, referral, {
    id: data.referralId,
    cause,
    actor,
    now,
    decide: state => offerRecall(state, data, now),
  })
  return fateOf(execution)
}
