import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { outside } from '#shared/http/caller.ts'
import { answer, answerOf, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { policyAggregate, policyBodySchema } from '../../domain/policy.ts'
import { invalid } from '../../domain/refusals.ts'
import { noPolicyHere } from '../../domain/region-tree.ts'
import { service } from '../../service.ts'
import { policyAnswer, policyAnswerSchema } from '../show-policy/answer.ts'
import { decideSetPolicy } from './decide.ts'

export const setPolicy = endpoint<Deps>()(service.routes.setPolicy, {
  params: z.object({ region: regionCodeSchema }),
  body: policyBodySchema,
  result: policyAnswerSchema,
  run: async ({ params: { region }, body, caller, cause, now }, { table }) => {
    const wrong = noPolicyHere(region, '{region}')
    if (wrong) return refused(invalid([wrong]))
    const forbidden = outside(caller, region)
    if (forbidden) return refused(forbidden)
    const today = shanghaiDay(now)
    const execution = await execute(table, policyAggregate, {
      id: region,
      cause,
      actor: caller,
      now,
      decide: state => decideSetPolicy(state, { regionCode: region, today, body }),
    })
    return execution.kind === 'done'
      ? answer(await policyAnswer(table, region, today))
      : answerOf<never>(execution)
  },
})
