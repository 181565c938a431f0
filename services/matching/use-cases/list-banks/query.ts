import * as z from 'zod'
import { regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { answer, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { bankSchema } from '../../domain/bank.ts'
import { unreadable } from '../../domain/reading.ts'
import { badCursor } from '../../domain/refusals.ts'
import { shownTo } from '../../domain/shown-bank.ts'
import { service } from '../../service.ts'
import { bankPage } from '../../store.ts'

const pageSize = 50

export const listBanks = endpoint<Deps>()(service.routes.listBanks, {
  query: z.strictObject({
    region: regionCodeSchema.optional().describe('区划代码；不填则为本人所在区划'),
    cursor: z.string().max(2000).optional().describe('上一页答复中的 nextCursor'),
  }),
  result: z.object({
    items: z.array(bankSchema).describe('服务该区划或其一部分的银行机构'),
    nextCursor: z.string().optional().describe('还有下一页时才有'),
  }),
  run: async ({ query, caller }, { table }) => {
    const region = query.region ?? caller.region
    const refusal = unreadable(caller.region, region, '?region')
    if (refusal) return refused(refusal)
    const found = await bankPage(table, region, query.cursor, pageSize)
    if (found === 'bad-cursor') return refused(badCursor)
    return answer({ ...found, items: found.items.map(bank => shownTo(caller, bank)) })
  },
})
