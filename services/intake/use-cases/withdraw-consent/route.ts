import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { readCode } from '../../domain/code.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { textField } from '../../domain/fields.ts'
import { service } from '../../service.ts'
import { withdrawConsent as decide } from './decide.ts'

export const withdrawConsent = endpoint<Deps>()(service.routes.withdrawConsent, {
  params: z.strictObject({ code: z.string().max(40).describe('统一社会信用代码') }),
  body: z.strictObject({
    method: textField('撤回方式', 1, 60).optional(),
    reason: textField('撤回原因', 2, 200).optional(),
  }),
  result: z.object({
    uscc: z.string().describe('统一社会信用代码'),
    withdrawnOn: z.string().describe('撤回日期'),
    consentIds: z.array(z.string()).describe('随之失效的同意编号'),
    withdrawnApplicationId: z.string().optional().describe('随之撤回的在办申报'),
  }),
  status: 201,
  run: async ({ params, body: { method, reason }, caller, cause, now }, deps) => {
    const code = readCode(params.code, '{code}')
    if (!code.ok) return code
    const how = { ...(method ? { method } : {}), ...(reason ? { reason } : {}) }
    const execution = await execute(deps.table, entityDefinition, {
      id: code.uscc,
      cause,
      actor: caller,
      now,
      decide: state => decide(state, { ...how, caller, today: shanghaiDay(now) }),
    })
    return answerOf(execution)
  },
})
