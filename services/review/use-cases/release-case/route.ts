import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { caseAggregate } from '../../domain/case.ts'
import { applicationParams, lineOf, refusalFields, stepResult } from '../../domain/schemas.ts'
import { service } from '../../service.ts'
import { releaseCase as decide } from './decide.ts'

const bodySchema = z.discriminatedUnion(
  'outcome',
  [
    z.strictObject({
      outcome: z.literal('release').describe('核实后放行，回到暂停前的阶段'),
      reason: lineOf(500).describe('放行的理由，2 至 500 字'),
    }),
    z.strictObject({ outcome: z.literal('refuse').describe('核实后拒绝'), ...refusalFields }),
  ],
  { error: '核实结果须为 release（放行）或 refuse（拒绝）' },
)

/** Rules on a case that a block stopped: let go with a reason, or refused (C8, C9). */
export const releaseCase = endpoint<Deps>()(service.routes.releaseCase, {
  params: applicationParams,
  body: bodySchema,
  result: stepResult,
  status: 201,
  run: async ({ params, body, caller, cause, now }, { table }) =>
    answerOf(
      await execute(table, caseAggregate, {
        id: params.applicationId,
        cause,
        actor: caller,
        now,
        decide: state => decide(state, { ruling: body, by: caller, at: now }),
      }),
    ),
})
