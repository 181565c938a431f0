import * as z from 'zod'
import { regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { answer, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { unreadable } from '../../domain/reading.ts'
import { service } from '../../service.ts'
import { policyAnswer, policyAnswerSchema } from './answer.ts'

export const showPolicy = endpoint<Deps>()(service.routes.showPolicy, {
  params: z.object({ region: regionCodeSchema }),
  result: policyAnswerSchema,
  run: async ({ params: { region }, caller, now }, { table }) => {
    const refusal = unreadable(caller.region, region, '{region}')
    return refusal ? refused(refusal) : answer(await policyAnswer(table, region, shanghaiDay(now)))
  },
})
