import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { closedList } from '#shared/contracts/vocabulary.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { lineOf } from '../../domain/schemas.ts'
import { answerLabels, slipAggregate, slipStatusLabels } from '../../domain/slip.ts'
import { service } from '../../service.ts'
import { answerSlip as decide } from './decide.ts'

export const slipParams = z.strictObject({ slipId: z.string().max(80).describe('批分单编号') })

export const answerBody = z.strictObject({
  result: closedList('办理结果', answerLabels),
  detail: lineOf(500).describe('办理情况或答复，2 至 500 字，不写个人信息'),
})

export const slipStatusSchema = closedList('状态', slipStatusLabels)

/** Records what a department did about a slip (F2). */
export const answerSlip = endpoint<Deps>()(service.routes.answerSlip, {
  params: slipParams,
  body: answerBody,
  result: z.object({
    slipId: z.string().describe('批分单编号'),
    status: slipStatusSchema,
    statusLabel: z.string().describe('状态名称'),
    pending: z.array(z.string()).readonly().describe('尚未答复的承办单位'),
  }),
  status: 201,
  run: async ({ params, body, caller, cause, now }, { table }) =>
    answerOf(
      await execute(table, slipAggregate, {
        id: params.slipId,
        cause,
        actor: caller,
        now,
        decide: state => decide(state, { ...body, by: caller, at: now }),
      }),
    ),
})
