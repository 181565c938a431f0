import * as z from 'zod'
import { load } from '#shared/commits/execute.ts'
import { grantSchema, refusalSchema } from '#shared/contracts/bank-gateway.ts'
import { eventContracts } from '#shared/contracts/events.ts'
import { daySchema } from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { answer, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { heldBy, referral } from '../../domain/referral.ts'
import { standingOf, standingSchema } from '../../domain/standing.ts'
import { feedbackTypes } from '../../domain/transitions.ts'
import { service } from '../../service.ts'
import { params } from '../referral-params.ts'
import { contactOf, contactSchema } from './contact.ts'

const offer = eventContracts['referral-dispatched.v1'].omit({ contact: true, clocks: true })

const result = standingSchema.extend({
  offer: offer.describe('推送内容与推送理由'),
  offeredOn: daySchema,
  contact: contactSchema,
  grant: grantSchema.optional(),
  refusal: refusalSchema.optional(),
  givenUpFor: z.string().optional().describe('企业放弃的原因'),
  history: z
    .array(
      z.object({
        type: z.enum(feedbackTypes),
        occurredOn: daySchema,
        fedBackOn: daySchema.describe('反馈之日 YYYY-MM-DD（北京时间）'),
        details: z.record(z.string(), z.union([z.string(), z.number()])),
      }),
    )
    .describe('各次反馈，按先后'),
})

/** One referral with everything its bank may see now; another bank's is not found (E3, H3). */
export const readReferral = endpoint<Deps>()(service.routes.get, {
  params,
  result,
  run: async ({ params, caller, now }, deps) => {
    const { state } = await load(deps.table, referral, params.referralId)
    if (!heldBy(state, caller.bank)) return notFound('该推送')
    const contact = await contactOf(state, deps.sealer.open)
    if (contact.disclosed)
      deps.log.info('已向银行披露联系方式', { referralId: params.referralId, sub: caller.sub })
    return answer({
      ...standingOf(state, shanghaiDay(now)),
      offer: offer.parse(state.referral),
      offeredOn: state.offeredOn,
      contact,
      ...('grant' in state ? { grant: state.grant } : {}),
      ...(state.status === 'refused' ? { refusal: state.refusal } : {}),
      ...(state.status === 'given-up' ? { givenUpFor: state.reason } : {}),
      history: state.history.map(({ type, occurredOn, fedBackOn, details }) => ({
        type,
        occurredOn,
        fedBackOn,
        details,
      })),
    })
  },
})
