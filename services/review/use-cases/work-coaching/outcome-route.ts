import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { closedList } from '#shared/contracts/vocabulary.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import { yieldUpdates } from '../../coaching-yield.ts'
import type { Deps } from '../../deps.ts'
import { coachingAggregate, satisfactionLabels } from '../../domain/coaching.ts'
import { lineOf } from '../../domain/schemas.ts'
import { service } from '../../service.ts'
import { closeCoaching } from './decide.ts'
import { coachingParams, coachingResult } from './shapes.ts'

const satisfaction = closedList('企业满意度', satisfactionLabels).optional()

const bodySchema = z.discriminatedUnion(
  'outcome',
  [
    z.strictObject({
      outcome: z.literal('repaired').describe('已修复'),
      proof: lineOf(200).describe('修复的证明材料名称或编号，2 至 200 字'),
      satisfaction,
    }),
    z.strictObject({
      outcome: z.literal('given-up').describe('未能修复，终止辅导'),
      reason: lineOf(200).describe('终止的原因，2 至 200 字'),
      satisfaction,
    }),
  ],
  { error: '辅导结果须为 repaired（已修复）或 given-up（未能修复）' },
)

/** Ends a coaching: repaired, with its proof, or given up (F1). */
export const recordOutcome = endpoint<Deps>()(service.routes.recordCoachingOutcome, {
  params: coachingParams,
  body: bodySchema,
  result: coachingResult,
  run: async ({ params, body, caller, cause, now }, { table }) =>
    answerOf(
      await execute(table, coachingAggregate, {
        id: params.coachingId,
        cause,
        actor: caller,
        now,
        decide: state => closeCoaching(state, { by: caller, at: now, outcome: body }),
        alongside: events => yieldUpdates(table.name, events),
      }),
    ),
})
