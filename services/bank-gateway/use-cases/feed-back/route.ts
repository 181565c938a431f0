import { execute, load } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { answerOf, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { heldBy, referral } from '../../domain/referral.ts'
import { standingSchema } from '../../domain/standing.ts'
import { service } from '../../service.ts'
import { params } from '../referral-params.ts'
import { feedbackSchema } from './body.ts'
import { feedBack } from './decide.ts'

/** The bank feeds back; the answer is the referral as it then stands (E3). */
export const feedBackOnReferral = endpoint<Deps>()(service.routes.feedBack, {
  params,
  body: feedbackSchema,
  result: standingSchema,
  run: async ({ params, body, caller, cause, now }, deps) => {
    // Asked before anything is written: a stranger leaves no trace in another bank's log.
    const { state } = await load(deps.table, referral, params.referralId)
    if (!heldBy(state, caller.bank)) return notFound('该推送')
    const execution = await execute(deps.table, referral, {
      id: params.referralId,
      cause,
      actor: caller,
      now,
      decide: state => feedBack(state, caller.bank, body, shanghaiDay(now)),
    })
    return answerOf(execution)
  },
})
