import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import { yieldUpdates } from '../../coaching-yield.ts'
import type { Deps } from '../../deps.ts'
import { coachingAggregate } from '../../domain/coaching.ts'
import { problemClassSchema } from '../../domain/problem-classes.ts'
import { lineOf } from '../../domain/schemas.ts'
import { service } from '../../service.ts'
import { changeClass as decide } from './decide.ts'
import { coachingParams, coachingResult } from './shapes.ts'

/** Corrects the class of the problem (F1). */
export const changeClass = endpoint<Deps>()(service.routes.changeProblemClass, {
  params: coachingParams,
  body: z.strictObject({
    problemClass: problemClassSchema,
    reason: lineOf(200).describe('调整的理由，2 至 200 字'),
  }),
  result: coachingResult,
  run: async ({ params, body, caller, cause, now }, { table }) =>
    answerOf(
      await execute(table, coachingAggregate, {
        id: params.coachingId,
        cause,
        actor: caller,
        now,
        decide: state => decide(state, { ...body, by: caller, at: now }),
        alongside: events => yieldUpdates(table.name, events),
      }),
    ),
})
