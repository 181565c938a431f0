import * as z from 'zod'
import { endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { standingSchema } from '../../domain/standing.ts'
import { service } from '../../service.ts'
import { decideOnOwn } from '../own-referral.ts'
import { params } from '../referral-params.ts'
import { acknowledgeRecall } from './decide.ts'

/** The bank says that it has seen the recall and stopped (C7). */
export const acknowledgeRecallOfReferral = endpoint<Deps>()(service.routes.acknowledgeRecall, {
  params,
  body: z.strictObject({}).describe('无须内容，提交 {}'),
  result: standingSchema,
  run: async ({ params, ...asked }, deps) =>
    await decideOnOwn(params.referralId, asked, deps, acknowledgeRecall),
})
