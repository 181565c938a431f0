import * as z from 'zod'
import { load } from '#shared/commits/execute.ts'
import { grantSchema, refusalSchema } from '#shared/contracts/bank-gateway.ts'
import { eventContracts } from '#shared/contracts/events.ts'
import { daySchema } from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { answer, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { exemptionSchema, exemptionsOn } from '../../domain/exemption.ts'
import { recipientMarkOf, recipientMarkSchema } from '../../domain/recipient-mark.ts'
import { heldBy, referral } from '../../domain/referral.ts'
import { standingOf, standingSchema } from '../../domain/standing.ts'
import { feedbackTypes } from '../../domain/transitions.ts'
import { service } from '../../service.ts'
import { mayRead } from '../readable-bank.ts'
import { params } from '../referral-params.ts'
import { contactOf, contactSchema, maskedContactOf } from './contact.ts'

const offer = eventContracts['referral-dispatched.v1'].omit({ contact: true, clocks: true })

const result = standingSchema.extend({
  offer: offer.describe('推送内容与推送理由'),
  offeredOn: daySchema,
  contact: contactSchema,
  recipientMark: recipientMarkSchema.optional().describe('披露联系方式时给出：取得人标记，导出、打印须保留'),
  grant: grantSchema.optional(),
  refusal: refusalSchema.optional(),
  givenUpFor: z.string().optional().describe('企业放弃的原因'),
  siblingCredits: z
    .array(
      z.object({
        band: z
          .enum(['up-to-1m', 'up-to-5m', 'up-to-10m', 'above-10m'])
          .describe('授信金额区间：100 万元以内、500 万元以内、1000 万元以内、1000 万元以上'),
        demandCovered: z.boolean().describe('企业需求是否已被满足'),
        creditedOn: daySchema,
      }),
    )
    .describe('同批其他银行已授信的提示，不含银行与金额'),
  exemptions: z.array(exemptionSchema).describe('尽职免责的认定与申诉'),
  history: z
    .array(
      z.object({
        number: z.int().describe('序号，自 1 起；更正时以 corrects 引用'),
        type: z.enum(feedbackTypes),
        occurredOn: daySchema,
        fedBackOn: daySchema.describe('反馈之日 YYYY-MM-DD（北京时间）'),
        details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
        corrects: z.int().optional().describe('更正了第几次反馈'),
        correctionReason: z.string().optional().describe('更正的理由'),
      }),
    )
    .describe('各次反馈，按先后；被更正的与更正后的都保留'),
})

/** One referral with everything its bank may see now; a bank above it sees no contact, any other finds nothing (E3, A3, H3). */
export const readReferral = endpoint<Deps>()(service.routes.get, {
  params,
  result,
  discloses: {
    of: 'personal',
    subjectOf: ({ result: { contact, offer } }) =>
      contact.disclosed
        ? { code: offer.uscc, regionCode: offer.townshipCode ?? offer.regionCode }
        : undefined,
  },
  run: async ({ params, caller, now }, deps) => {
    const { state } = await load(deps.table, referral, params.referralId)
    if (state.status === 'unknown') return notFound('该推送')
    const { bankId, bankName } = state.referral
    const own = heldBy(state, caller.bank)
    if (!own && !(await mayRead(deps.table, caller.bank, bankId))) return notFound('该推送')
    const contact = own ? await contactOf(state, deps.sealer.open) : maskedContactOf(state)
    if (contact.disclosed)
      deps.log.info('已向银行披露联系方式', { referralId: params.referralId, sub: caller.sub })
    return answer({
      ...standingOf(state, shanghaiDay(now)),
      offer: offer.parse(state.referral),
      offeredOn: state.offeredOn,
      contact,
      ...(contact.disclosed
        ? { recipientMark: recipientMarkOf(caller, now, '办理本笔融资对接', bankName) }
        : {}),
      ...('grant' in state ? { grant: state.grant } : {}),
      ...('refusal' in state ? { refusal: state.refusal } : {}),
      ...(state.status === 'given-up' ? { givenUpFor: state.reason } : {}),
      siblingCredits: state.siblingCredits,
      exemptions: exemptionsOn(state.exemptions, shanghaiDay(now)),
      history: state.history.map((note, index) => ({
        number: index + 1,
        type: note.type,
        occurredOn: note.occurredOn,
        fedBackOn: note.fedBackOn,
        details: note.details,
        ...(note.corrects === undefined ? {} : { corrects: note.corrects }),
        ...(note.correctionReason === undefined ? {} : { correctionReason: note.correctionReason }),
      })),
    })
  },
})
