import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { daySchema } from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { answer, answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { organisationAggregate } from '../../domain/organisation.ts'
import { lineOf, subSchema } from '../../domain/schemas.ts'
import { service } from '../../service.ts'
import { organisationParams } from '../read-organisations/shapes.ts'
import { appoint as decide } from './decide.ts'
import { appointmentOf, appointmentRow, officeSchema } from './shapes.ts'

/** Puts a person of an organisation into an office for a term (A1, A2). */
export const appoint = endpoint<Deps>()(service.routes.appoint, {
  params: organisationParams,
  body: z.strictObject({
    sub: subSchema.describe('人员标识，与令牌中的 sub 相同；在本单位内唯一'),
    name: lineOf(50).optional().describe('姓名，2 至 50 字，可不填'),
    office: officeSchema,
    from: daySchema.describe('任期首日 YYYY-MM-DD，可在将来'),
    to: daySchema.optional().describe('任期最后一日 YYYY-MM-DD；未定可不填'),
  }),
  result: appointmentRow,
  status: 201,
  run: async ({ params: { organisationId }, body, caller, cause, now }, { table }) => {
    const done = answerOf(
      await execute(table, organisationAggregate, {
        id: organisationId,
        cause,
        actor: caller,
        now,
        decide: state => decide(state, { ...body, by: caller, at: now }),
      }),
    )
    // By the day of the recorded decision, so that a replay on another day answers the same.
    return done.ok ? answer(appointmentOf(done.result, shanghaiDay(done.result.at))) : done
  },
})
