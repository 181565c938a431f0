import { execute } from '#shared/commits/execute.ts'
import { type PlainDay, shanghaiDay } from '#shared/domain/days.ts'
import { type Decision, unchanged } from '#shared/domain/decision.ts'
import { type Answer, answer, answerOf, notFound, type Request } from '#shared/http/endpoint.ts'
import type { Deps } from '../deps.ts'
import { heldBy, type ReferralEvent, referral, type State } from '../domain/referral.ts'
import type { RefusalCode } from '../domain/refusals.ts'

export type Asked = Pick<Request<unknown, unknown, unknown>, 'caller' | 'cause' | 'now'>

const stranger = Symbol('stranger')

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
  // Found out on the one read that the decision rests on anyway.
  const execution = await execute<State, ReferralEvent, R | typeof stranger>(table, referral, {
    id: referralId,
    cause,
    actor: caller,
    now,
    decide: state =>
      heldBy(state, caller.bank) ? decide(state, caller.bank, shanghaiDay(now)) : unchanged(stranger),
  })
  if (execution.kind !== 'done') return answerOf(execution)
  const { result } = execution
  return result === stranger ? notFound('该推送') : answer(result, id?.(result))
}
