import { execute, load } from '#shared/commits/execute.ts'
import { type PlainDay, shanghaiDay } from '#shared/domain/days.ts'
import type { Decision } from '#shared/domain/decision.ts'
import { type Answer, answerOf, notFound, type Request } from '#shared/http/endpoint.ts'
import type { Deps } from '../deps.ts'
import { heldBy, type ReferralEvent, referral, type State } from '../domain/referral.ts'
import type { RefusalCode } from '../domain/refusals.ts'

export type Asked = Pick<Request<unknown, unknown, unknown>, 'caller' | 'cause' | 'now'>

/** Decides on a referral of the caller's own bank; a stranger is turned away before anything is written, and leaves no trace. */
export const decideOnOwn = async <R>(
  referralId: string,
  { caller, cause, now }: Asked,
  { table }: Pick<Deps, 'table'>,
  decide: (
    state: State,
    bankId: string | undefined,
    today: PlainDay,
  ) => Decision<ReferralEvent, R, RefusalCode>,
  id?: (result: R) => string,
): Promise<Answer<R>> => {
  const { state } = await load(table, referral, referralId)
  if (!heldBy(state, caller.bank)) return notFound('该推送')
  const execution = await execute(table, referral, {
    id: referralId,
    cause,
    actor: caller,
    now,
    decide: state => decide(state, caller.bank, shanghaiDay(now)),
  })
  return answerOf(execution, id)
}
