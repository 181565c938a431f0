import * as z from 'zod'
import { bankIdSchema, daySchema, regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { outside } from '#shared/http/caller.ts'
import { answer, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { recallList } from '../../domain/plan-views.ts'
import { badCursor, invalid } from '../../domain/refusals.ts'
import { noListHere } from '../../domain/region-tree.ts'
import { service } from '../../service.ts'

const pageSize = 100

const rowSchema = z.object({
  referralId: z.string().describe('推送编号'),
  applicationId: z.string().describe('申报编号'),
  name: z.string().describe('企业名称'),
  regionCode: regionCodeSchema,
  bankId: bankIdSchema,
  bankName: z.string().describe('银行机构（网点）名称'),
  reason: z
    .enum(['removed', 'withdrawn', 'unaccepted'])
    .describe('撤回原因：removed 移出清单；withdrawn 企业撤回；unaccepted 逾期未接收'),
  detail: z.string().describe('说明'),
  recalledOn: daySchema.describe('撤回日期'),
})

/** C7: recalls that a bank has not acknowledged, the oldest first: these are chased. */
export const listRecalls = endpoint<Deps>()(service.routes.listRecalls, {
  query: z.strictObject({
    region: regionCodeSchema.optional().describe('县级及以上区划代码；不填则为本人所在区划'),
    cursor: z.string().max(2000).optional().describe('上一页答复中的 nextCursor'),
  }),
  result: z.object({
    items: z.array(rowSchema).describe('银行尚未确认的撤回'),
    nextCursor: z.string().optional().describe('还有下一页时才有'),
  }),
  run: async ({ query, caller }, { table }) => {
    const region = query.region ?? caller.region
    const wrong = noListHere(region, '?region')
    if (wrong) return refused(invalid([wrong]))
    const forbidden = outside(caller, region)
    if (forbidden) return refused(forbidden)
    const page = await table.list({ pk: recallList(region), limit: pageSize, cursor: query.cursor })
    if (page === 'bad-cursor') return refused(badCursor)
    return answer({ ...page, items: page.items.map(row => rowSchema.parse(row)) })
  },
})
