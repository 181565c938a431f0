import * as z from 'zod'
import { execute, load } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { answerOf, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { heldBy, referral } from '../../domain/referral.ts'
import { standingSchema } from '../../domain/standing.ts'
import { service } from '../../service.ts'
import { params } from '../referral-params.ts'
import { acknowledgeRecall } from './decide.ts'

/** The bank says that it has seen the recall and stopped (C7). */
export const acknowledgeRecallOfReferral = endpoint<Deps>()(service.routes.acknowledgeRecall, {
  params,
  body: z.strictObject({}).describe('无须内容，提交 {}'),
  result: standingSchema,
  run: async ({ params, caller, cause, now }, deps) => {
    // Asked before anything is written: a stranger leaves no trace in another bank's log.
    const { state } = await load(deps.table, referral, params.referralId)
    if (!heldBy(state, caller.bank)) return notFound('该推送')
    const execution = await execute(deps.table, referral, {
      id: params.referralId,
      cause,
      actor: caller,
      now,
      decide: state => acknowledgeRecall(state, caller.bank, shanghaiDay(now)),
    })
    return answerOf(execution)
  },
})
