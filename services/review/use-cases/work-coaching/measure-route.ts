import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { coachingAggregate } from '../../domain/coaching.ts'
import { lineOf } from '../../domain/schemas.ts'
import { service } from '../../service.ts'
import { takeMeasure as decide } from './decide.ts'
import { coachingParams, coachingResult } from './shapes.ts'

/** Records what was done to help the enterprise repair (F1). */
export const takeMeasure = endpoint<Deps>()(service.routes.takeMeasure, {
  params: coachingParams,
  body: z.strictObject({
    done: lineOf(500).describe('已采取的辅导措施，2 至 500 字，不写个人信息'),
    proof: lineOf(200).optional().describe('佐证材料的名称或编号，2 至 200 字'),
  }),
  result: coachingResult,
  status: 201,
  run: async ({ params, body, caller, cause, now }, { table }) =>
    answerOf(
      await execute(table, coachingAggregate, {
        id: params.coachingId,
        cause,
        actor: caller,
        now,
        decide: state => decide(state, { ...body, by: caller, at: now }),
      }),
    ),
})
