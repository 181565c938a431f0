import * as z from 'zod'
import { amountFenSchema, regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { outside } from '#shared/http/caller.ts'
import { answer, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { exposureList, overFirst } from '../../domain/plan-views.ts'
import { badCursor, invalid } from '../../domain/refusals.ts'
import { noListHere } from '../../domain/region-tree.ts'
import { service } from '../../service.ts'

const pageSize = 100

const rowSchema = z.object({
  applicationId: z.string().describe('申报编号'),
  name: z.string().describe('企业名称'),
  regionCode: regionCodeSchema,
  demandFen: amountFenSchema.describe('融资需求，单位：分'),
  grantedFen: amountFenSchema.describe('各行授信合计，单位：分'),
  banks: z.int().describe('授信银行数，单位：家'),
  warningBp: z.int().describe('预警线，单位：基点（10000 为需求的一倍）'),
  over: z.boolean().describe('是否超过预警线'),
})

/** D4: exposure over all banks, those over the region's threshold first. */
export const listExposures = endpoint<Deps>()(service.routes.listExposures, {
  query: z.strictObject({
    region: regionCodeSchema.optional().describe('县级及以上区划代码；不填则为本人所在区划'),
    over: z.enum(['true']).optional().describe('填 true 则只列超过预警线者'),
    cursor: z.string().max(2000).optional().describe('上一页答复中的 nextCursor'),
  }),
  result: z.object({
    items: z.array(rowSchema).describe('已获授信的企业'),
    nextCursor: z.string().optional().describe('还有下一页时才有'),
  }),
  run: async ({ query, caller }, { table }) => {
    const region = query.region ?? caller.region
    const wrong = noListHere(region, '?region')
    if (wrong) return refused(invalid([wrong]))
    const forbidden = outside(caller, region)
    if (forbidden) return refused(forbidden)
    const page = await table.list({
      pk: exposureList(region),
      limit: pageSize,
      cursor: query.cursor,
      ...(query.over ? { skPrefix: overFirst } : {}),
    })
    if (page === 'bad-cursor') return refused(badCursor)
    return answer({ ...page, items: page.items.map(row => rowSchema.parse(row)) })
  },
})
