import { endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { standingSchema } from '../../domain/standing.ts'
import { service } from '../../service.ts'
import { feedBackOne } from '../feed-back/route.ts'
import { feedbackRowSchema } from './body.ts'
import { rememberedIn } from './remember-lines.ts'

/** A list of feedback, answered line by line; lines of one referral run in their order (E3). */
export const feedBackInBulk = endpoint<Deps>()(service.routes.feedBackInBulk, {
  body: feedbackRowSchema,
  bulk: { max: 500, orderBy: row => row.referralId },
  result: standingSchema,
  run: async ({ body: { referralId, ...feedback }, ...asked }, deps) =>
    await feedBackOne(referralId, feedback, asked, {
      ...deps,
      table: rememberedIn(asked.caller, deps.table),
    }),
})
