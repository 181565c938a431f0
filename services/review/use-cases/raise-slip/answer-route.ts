import { execute } from '#shared/commits/execute.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { slipAggregate } from '../../domain/slip.ts'
import { service } from '../../service.ts'
import { answerBody, slipParams } from '../answer-slip/route.ts'
import { answerFromAbove as decide } from './decide.ts'
import { movedResult } from './shapes.ts'

/** Brings the answer of the level above back down (F3). */
export const answerFromAbove = endpoint<Deps>()(service.routes.answerSlipFromAbove, {
  params: slipParams,
  body: answerBody,
  result: movedResult,
  run: async ({ params, body, caller, cause, now }, { table }) =>
    answerOf(
      await execute(table, slipAggregate, {
        id: params.slipId,
        cause,
        actor: caller,
        now,
        decide: state => decide(state, { ...body, by: caller, at: now }),
      }),
    ),
})
