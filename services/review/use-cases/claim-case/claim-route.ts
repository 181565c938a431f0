import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { caseAggregate } from '../../domain/case.ts'
import { applicationParams, claimResult } from '../../domain/schemas.ts'
import { service } from '../../service.ts'
import { claimCase as decide } from './decide.ts'

/** Takes a case to work on: for three days nobody else takes its step. */
export const claimCase = endpoint<Deps>()(service.routes.claimCase, {
  params: applicationParams,
  body: z.strictObject({}),
  result: claimResult,
  run: async ({ params, caller, cause, now }, { table }) =>
    answerOf(
      await execute(table, caseAggregate, {
        id: params.applicationId,
        cause,
        actor: caller,
        now,
        decide: state => decide(state, { by: caller, at: now }),
      }),
    ),
})
