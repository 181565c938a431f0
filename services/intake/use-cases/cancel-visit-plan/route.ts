import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { answerOf, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { usccOf } from '../../domain/code.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { textField } from '../../domain/fields.ts'
import { service } from '../../service.ts'
import { cancelVisitPlan as decide } from './decide.ts'

export const cancelVisitPlan = endpoint<Deps>()(service.routes.cancelVisitPlan, {
  params: z.strictObject({ planId: z.string().max(40).describe('走访计划编号') }),
  body: z.strictObject({ reason: textField('取消原因', 2, 200) }),
  result: z.object({
    planId: z.string().describe('走访计划编号'),
    cancelledOn: z.string().describe('取消日期'),
  }),
  run: async ({ params: { planId }, body: { reason }, caller, cause, now }, { table }) => {
    const uscc = usccOf(planId, 'P')
    if (!uscc) return notFound('该走访计划')
    const execution = await execute(table, entityDefinition, {
      id: uscc,
      cause,
      actor: caller,
      now,
      decide: state => decide(state, { planId, reason, caller, today: shanghaiDay(now) }),
    })
    return answerOf(execution)
  },
})
