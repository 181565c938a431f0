import * as z from 'zod'
import { execute, load } from '#shared/commits/execute.ts'
import { closedList } from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { answerOf, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { usccOf } from '../../domain/code.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { textField } from '../../domain/fields.ts'
import { leftOutFindingLabels, leftOuts } from '../../domain/left-out.ts'
import { service } from '../../service.ts'
import { settleLeftOut as decide } from './decide.ts'

export const settleLeftOut = endpoint<Deps>()(service.routes.settleLeftOut, {
  params: z.strictObject({ leftOutId: z.string().max(40).describe('应进未进反映编号') }),
  body: z.strictObject({
    finding: closedList('核查结论', leftOutFindingLabels),
    explanation: textField('核查说明', 4, 500),
    applicationId: z.string().max(40).optional().describe('补充申报的编号；结论为 declared 时必填'),
  }),
  result: z.object({
    leftOutId: z.string().describe('应进未进反映编号'),
    settledOn: z.string().describe('办结日期'),
  }),
  run: async ({ params: { leftOutId }, body, caller, cause, now }, { table }) => {
    const uscc = usccOf(leftOutId, 'L')
    if (!uscc) return notFound('该反映')
    const { state: entity } = await load(table, entityDefinition, uscc)
    const { applicationId, ...said } = body
    const settlement = { ...said, ...(applicationId ? { applicationId } : {}), settledOn: shanghaiDay(now) }
    const execution = await execute(table, leftOuts, {
      id: uscc,
      cause,
      actor: caller,
      now,
      decide: state => decide(state, { leftOutId, entity, caller, ...settlement }),
    })
    return answerOf(execution)
  },
})
