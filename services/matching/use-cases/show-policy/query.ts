import * as z from 'zod'
import { regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { answer, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { policyAnswerSchema } from '../../domain/policy-answer.ts'
import { unreadable } from '../../domain/reading.ts'
import { regionName } from '../../domain/region-tree.ts'
import { service } from '../../service.ts'
import { policyAt } from '../../store.ts'

export const showPolicy = endpoint<Deps>()(service.routes.showPolicy, {
  params: z.object({ region: regionCodeSchema }),
  result: policyAnswerSchema,
  run: async ({ params: { region }, caller }, { table }) => {
    const refusal = unreadable(caller.region, region, '{region}')
    if (refusal) return refused(refusal)
    const { policy, origins } = await policyAt(table, region)
    return answer({ regionCode: region, regionName: regionName(region), policy, origins })
  },
})
