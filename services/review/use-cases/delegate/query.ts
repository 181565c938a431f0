import * as z from 'zod'
import { regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { outside } from '#shared/http/caller.ts'
import { answer, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { delegationsOf } from '../../domain/delegation.ts'
import { personResult } from '../../domain/schemas.ts'
import { service } from '../../service.ts'

/** Answers every delegation of a county, past ones too (A1, H4). */
export const listDelegations = endpoint<Deps>()(service.routes.listDelegations, {
  query: z.strictObject({ region: regionCodeSchema }),
  result: z.object({
    items: z
      .array(
        z.object({
          delegationId: z.string().describe('委托编号'),
          convener: personResult.describe('召集人'),
          deputy: personResult.describe('受委托人'),
          from: z.string().describe('首日'),
          to: z.string().describe('最后一日'),
          reason: z.string().describe('事由'),
          at: z.string().describe('委托时间，UTC'),
        }),
      )
      .readonly()
      .describe('委托，依登记次序'),
  }),
  run: async ({ query: { region }, caller }, { table }) => {
    const away = outside(caller, region)
    return away ? refused(away) : answer({ items: await delegationsOf(table, region) })
  },
})
