import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { meetingAggregate } from '../../domain/meeting.ts'
import { lineOf } from '../../domain/schemas.ts'
import { service } from '../../service.ts'
import { meetingParams, outcomeSchema } from '../read-meetings/shapes.ts'
import { reportDecision as decide } from './decide.ts'

/** Reports how a decision of a meeting was carried out (A5). */
export const reportDecision = endpoint<Deps>()(service.routes.reportDecision, {
  params: meetingParams.extend({
    number: z
      .string()
      .regex(/^[1-9]\d?$/, '须为议定事项的序号，自 1 起')
      .describe('议定事项的序号，自 1 起'),
  }),
  body: z.strictObject({
    result: outcomeSchema,
    detail: lineOf(500).describe('落实情况或未能落实的原因，2 至 500 字'),
  }),
  result: z.object({
    meetingId: z.string().describe('会议记录编号'),
    number: z.int().describe('事项序号'),
    result: outcomeSchema,
    open: z.int().describe('本次会议尚未报告的事项数'),
  }),
  status: 201,
  run: async ({ params: { meetingId, number }, body, caller, cause, now }, { table }) =>
    answerOf(
      await execute(table, meetingAggregate, {
        id: meetingId,
        cause,
        actor: caller,
        now,
        decide: state => decide(state, { ...body, number: Number(number), by: caller, at: now }),
      }),
    ),
})
