import * as z from 'zod'
import { daySchema, regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { answer, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { unreadable } from '../../domain/reading.ts'
import { service } from '../../service.ts'
import { effectiveAnswer, effectiveAnswerSchema } from '../show-policy/answer.ts'

export const showEffectivePolicy = endpoint<Deps>()(service.routes.showEffectivePolicy, {
  query: z.strictObject({
    region: regionCodeSchema.optional().describe('区划代码；不填则为本人所在区划'),
    on: daySchema.optional().describe('查询哪一日施行的政策；不填则为当日'),
  }),
  result: effectiveAnswerSchema.extend({ on: daySchema }),
  run: async ({ query, caller, now }, { table }) => {
    const region = query.region ?? caller.region
    const on = query.on ?? shanghaiDay(now)
    const refusal = unreadable(caller.region, region, '?region')
    return refusal ? refused(refusal) : answer({ ...(await effectiveAnswer(table, region, on)), on })
  },
})
