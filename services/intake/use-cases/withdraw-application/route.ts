import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { answerOf, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { usccOf } from '../../domain/code.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { textField } from '../../domain/fields.ts'
import { service } from '../../service.ts'
import { withdrawApplication as decide } from './decide.ts'

export const withdrawApplication = endpoint<Deps>()(service.routes.withdrawApplication, {
  params: z.strictObject({ applicationId: z.string().max(40).describe('申报编号') }),
  body: z.strictObject({ explanation: textField('撤回说明', 2, 200).optional() }),
  result: z.object({
    applicationId: z.string().describe('申报编号'),
    withdrawnOn: z.string().describe('撤回日期'),
  }),
  run: async ({ params: { applicationId }, body: { explanation }, caller, cause, now }, deps) => {
    const uscc = usccOf(applicationId)
    if (!uscc) return notFound('该申报')
    const said = explanation ? { explanation } : {}
    const execution = await execute(deps.table, entityDefinition, {
      id: uscc,
      cause,
      actor: caller,
      now,
      decide: state => decide(state, { applicationId, ...said, caller, today: shanghaiDay(now) }),
    })
    return answerOf(execution)
  },
})
