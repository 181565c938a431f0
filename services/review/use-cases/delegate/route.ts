import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { daySchema, regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { outside } from '#shared/http/caller.ts'
import { answerOf, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { notACounty } from '../../domain/county.ts'
import { delegationAggregate } from '../../domain/delegation.ts'
import { officeFor } from '../../domain/offices.ts'
import { registerFor, registerOf } from '../../domain/register.ts'
import { lineOf, organisationSchema, personResult, subSchema } from '../../domain/schemas.ts'
import { service } from '../../service.ts'
import { nameDeputy } from './decide.ts'

/** Names who signs for the convener during an absence (A1). */
export const delegate = endpoint<Deps>()(service.routes.delegate, {
  body: z.strictObject({
    regionCode: regionCodeSchema.describe('县（区）六位代码，或市直管功能区代码'),
    deputy: z
      .strictObject({
        org: organisationSchema,
        sub: subSchema.describe('受委托人的人员标识'),
      })
      .describe('受委托人'),
    from: daySchema.describe('委托的首日 YYYY-MM-DD，不早于今天'),
    to: daySchema.describe('委托的最后一日 YYYY-MM-DD'),
    reason: lineOf(200).describe('委托的事由，2 至 200 字'),
  }),
  result: z.object({
    delegationId: z.string().describe('委托编号'),
    convener: personResult.describe('召集人'),
    deputy: personResult.describe('受委托人'),
    from: z.string().describe('首日'),
    to: z.string().describe('最后一日'),
    reason: z.string().describe('事由'),
    at: z.string().describe('委托时间，UTC'),
  }),
  status: 201,
  run: async ({ body, caller, cause, now }, { table }) => {
    const wrong = notACounty(body.regionCode, '/regionCode')
    if (wrong) return refused({ code: 'validation-failed', detail: wrong.detail, errors: [wrong] })
    const away = outside(caller, body.regionCode)
    if (away) return refused(away)
    const [convener, deputies] = await Promise.all([
      registerFor(table, { org: caller.org, region: body.regionCode }, officeFor['sign-off'], body.from),
      registerOf(table, body.deputy.org),
    ])
    const registers = { convener, deputy: deputies }
    return answerOf(
      await execute(table, delegationAggregate, {
        id: body.regionCode,
        cause,
        actor: caller,
        now,
        decide: state => nameDeputy(state, { ...body, by: caller, at: now, registers }),
      }),
    )
  },
})
