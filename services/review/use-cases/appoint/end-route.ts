import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { daySchema } from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { answer, answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { organisationAggregate } from '../../domain/organisation.ts'
import { lineOf } from '../../domain/schemas.ts'
import { service } from '../../service.ts'
import { organisationParams } from '../read-organisations/shapes.ts'
import { endTerm as decide } from './decide.ts'
import { appointmentOf, appointmentRow } from './shapes.ts'

/** Ends a term with its reason; its history stays (A1, H4). */
export const endTerm = endpoint<Deps>()(service.routes.endTerm, {
  params: organisationParams.extend({ appointmentId: z.string().max(120).describe('任职编号') }),
  body: z.strictObject({
    lastDay: daySchema.describe('任期最后一日 YYYY-MM-DD；早于任期首日表示未到任'),
    reason: lineOf(200).describe('结束的事由，2 至 200 字'),
  }),
  result: appointmentRow,
  run: async ({ params: { organisationId, appointmentId }, body, caller, cause, now }, { table }) => {
    const done = answerOf(
      await execute(table, organisationAggregate, {
        id: organisationId,
        cause,
        actor: caller,
        now,
        decide: state => decide(state, { ...body, appointmentId, by: caller, at: now }),
      }),
    )
    return done.ok ? answer(appointmentOf(done.result, shanghaiDay(done.result.ended.at))) : done
  },
})
