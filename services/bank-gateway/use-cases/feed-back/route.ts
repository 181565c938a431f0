import { execute, load } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { type Answer, answerOf, endpoint, notFound, type Request } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { heldBy, referral } from '../../domain/referral.ts'
import { type Standing, standingSchema } from '../../domain/standing.ts'
import { service } from '../../service.ts'
import { params } from '../referral-params.ts'
import { type Feedback, feedbackSchema } from './body.ts'
import { feedBack } from './decide.ts'

type Asked = Pick<Request<unknown, unknown, unknown>, 'caller' | 'cause' | 'now'>

/** One feedback on one referral, whether it comes alone or in a list. */
export const feedBackOne = async (
  referralId: string,
  feedback: Feedback,
  { caller, cause, now }: Asked,
  deps: Deps,
): Promise<Answer<Standing>> => {
  // Asked before anything is written: a stranger leaves no trace in another bank's log.
  const { state } = await load(deps.table, referral, referralId)
  if (!heldBy(state, caller.bank)) return notFound('该推送')
  const execution = await execute(deps.table, referral, {
    id: referralId,
    cause,
    actor: caller,
    now,
    decide: state => feedBack(state, caller.bank, feedback, shanghaiDay(now)),
  })
  return answerOf(execution, standing => standing.referralId)
}

/** The bank feeds back; the answer is the referral as it then stands (E3). */
export const feedBackOnReferral = endpoint<Deps>()(service.routes.feedBack, {
  params,
  body: feedbackSchema,
  result: standingSchema,
  run: async ({ params, body, ...asked }, deps) => await feedBackOne(params.referralId, body, asked, deps),
})
