import { type Answer, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { type Standing, standingSchema } from '../../domain/standing.ts'
import { service } from '../../service.ts'
import { type Asked, decideOnOwn } from '../own-referral.ts'
import { params } from '../referral-params.ts'
import { type Feedback, feedbackSchema } from './body.ts'
import { feedBack } from './decide.ts'

/** One feedback on one referral, whether it comes alone or in a list. */
export const feedBackOne = async (
  referralId: string,
  feedback: Feedback,
  asked: Asked,
  deps: Deps,
): Promise<Answer<Standing>> =>
  await decideOnOwn(
    referralId,
    asked,
    deps,
    (state, bankId, today) => feedBack(state, bankId, feedback, today),
    standing => standing.referralId,
  )

/** The bank feeds back; the answer is the referral as it then stands (E3). */
export const feedBackOnReferral = endpoint<Deps>()(service.routes.feedBack, {
  params,
  body: feedbackSchema,
  result: standingSchema,
  run: async ({ params, body, ...asked }, deps) => await feedBackOne(params.referralId, body, asked, deps),
})
