import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { closedList } from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { officeFor } from '../../domain/offices.ts'
import { registerFor } from '../../domain/register.ts'
import { lineOf } from '../../domain/schemas.ts'
import { slipAggregate } from '../../domain/slip.ts'
import { service } from '../../service.ts'
import { slipParams } from '../answer-slip/route.ts'
import { raiseSlip as decide, upperLevelLabels } from './decide.ts'
import { movedResult } from './shapes.ts'

/** Sends a slip up a level with the convener's consent (F3). */
export const raiseSlip = endpoint<Deps>()(service.routes.raiseSlip, {
  params: slipParams,
  body: z.strictObject({
    level: closedList('提至哪一级', upperLevelLabels),
    reason: lineOf(500).describe('本级不能解决的原因，2 至 500 字'),
  }),
  result: movedResult,
  run: async ({ params, body, caller, cause, now }, { table }) => {
    const register = await registerFor(table, caller, officeFor.raise, shanghaiDay(now))
    return answerOf(
      await execute(table, slipAggregate, {
        id: params.slipId,
        cause,
        actor: caller,
        now,
        decide: state => decide(state, { ...body, register, by: caller, at: now }),
      }),
    )
  },
})
