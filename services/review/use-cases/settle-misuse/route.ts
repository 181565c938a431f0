import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { caseAggregate } from '../../domain/case.ts'
import { applicationParams, lineOf } from '../../domain/schemas.ts'
import { service } from '../../service.ts'
import { settleMisuse as decide } from './decide.ts'

/** Ends the open reports of misuse without removal, with the task force's opinion (C7). */
export const settleMisuse = endpoint<Deps>()(service.routes.settleMisuse, {
  params: applicationParams,
  body: z.strictObject({ opinion: lineOf(500).describe('核查结论与不予移出的理由，2 至 500 字') }),
  result: z.object({
    applicationId: z.string().describe('申请编号'),
    settled: z.int().describe('办结的报告件数'),
  }),
  run: async ({ params, body, caller, cause, now }, { table }) =>
    answerOf(
      await execute(table, caseAggregate, {
        id: params.applicationId,
        cause,
        actor: caller,
        now,
        decide: state => decide(state, { opinion: body.opinion, by: caller, at: now }),
      }),
    ),
})
