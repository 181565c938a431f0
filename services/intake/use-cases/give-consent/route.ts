import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { readCode } from '../../domain/code.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { dayField, textField } from '../../domain/fields.ts'
import { service } from '../../service.ts'
import { giveConsent as decide } from './decide.ts'

export const giveConsent = endpoint<Deps>()(service.routes.giveConsent, {
  params: z.strictObject({ code: z.string().max(40).describe('统一社会信用代码') }),
  body: z.strictObject({
    purpose: textField('同意的用途', 2, 200),
    recipients: z
      .array(textField('可以向其提供资料的单位', 2, 60))
      .min(1, '可以向其提供资料的单位须为 1 至 20 个')
      .max(20, '可以向其提供资料的单位须为 1 至 20 个')
      .describe('可以向其提供资料的单位'),
    givenOn: dayField('同意日期'),
    method: textField('同意方式', 1, 60).optional(),
    until: dayField('同意的截止日期').optional(),
  }),
  result: z.object({ consentId: z.string().describe('同意编号') }),
  status: 201,
  run: async ({ params, body: { method, until, ...said }, caller, cause, now }, deps) => {
    const code = readCode(params.code, '{code}')
    if (!code.ok) return code
    const terms = { ...said, ...(method ? { method } : {}), ...(until ? { until } : {}) }
    const execution = await execute(deps.table, entityDefinition, {
      id: code.uscc,
      cause,
      actor: caller,
      now,
      decide: state => decide(state, { terms, caller, today: shanghaiDay(now) }),
    })
    return answerOf(execution)
  },
})
