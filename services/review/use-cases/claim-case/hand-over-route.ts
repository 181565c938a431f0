import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { caseAggregate } from '../../domain/case.ts'
import { applicationParams, claimResult, organisationSchema, subSchema } from '../../domain/schemas.ts'
import { service } from '../../service.ts'
import { handOver as decide } from './decide.ts'

/** Hands a claimed case to another person, who has three days of their own. */
export const handOverCase = endpoint<Deps>()(service.routes.handOverCase, {
  params: applicationParams,
  body: z.strictObject({
    to: subSchema.describe('接办人的人员标识'),
    org: organisationSchema.optional().describe('接办人所在单位；不填即与移交人同一单位'),
  }),
  result: claimResult,
  run: async ({ params, body, caller, cause, now }, { table }) =>
    answerOf(
      await execute(table, caseAggregate, {
        id: params.applicationId,
        cause,
        actor: caller,
        now,
        decide: state =>
          decide(state, { to: { sub: body.to, org: body.org ?? caller.org }, by: caller, at: now }),
      }),
    ),
})
