import { execute } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { referral } from '../../domain/referral.ts'
import { takeIn } from './decide.ts'

/** The queue stands before the offer is written, so that the relay always finds it (E3). */
export const takeInReferral = async (
  { data, cause, actor }: Received<'referral-dispatched.v1'>,
  deps: Deps,
): Promise<Fate> => {
  await deps.bankQueues.ensure(data.bankId)
  const now = deps.clock()
  const execution = await execute(deps.table, referral, {
    id: data.referralId,
    cause,
    actor,
    now,
    decide: state => takeIn(state, data, shanghaiDay(now), now),
  })
  return fateOf(execution)
}
