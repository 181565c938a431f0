import * as z from 'zod'
import { amountFenSchema, regionCodeSchema, usccSchema } from '#shared/contracts/vocabulary.ts'
import { endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { exposureList, overFirst } from '../../domain/plan-views.ts'
import { service } from '../../service.ts'
import { nextCursorField, regionList, regionListQuery } from '../region-list.ts'

export const exposureRowSchema = z.object({
  applicationId: z.string().describe('申报编号'),
  uscc: usccSchema,
  name: z.string().describe('企业名称'),
  regionCode: regionCodeSchema,
  demandFen: amountFenSchema.describe('融资需求，单位：分'),
  grantedFen: amountFenSchema.describe('各行存续授信合计，单位：分；已结清、已撤销者不计'),
  banks: z.int().describe('存续授信的银行数，单位：家'),
  warningBp: z.int().describe('预警线，单位：基点（10000 为需求的一倍）'),
  over: z.boolean().describe('是否超过预警线'),
})

/** D4: exposure over all banks, those over the region's threshold first. */
export const listExposures = endpoint<Deps>()(service.routes.listExposures, {
  query: regionListQuery.extend({
    over: z.enum(['true']).optional().describe('填 true 则只列超过预警线者'),
  }),
  result: z.object({
    items: z.array(exposureRowSchema).describe('现有授信存续的企业'),
    nextCursor: nextCursorField,
  }),
  run: async ({ query: { over, ...query }, caller }, { table }) =>
    await regionList(
      table,
      { ...query, caller },
      region => ({ pk: exposureList(region), ...(over ? { skPrefix: overFirst } : {}) }),
      exposureRowSchema,
    ),
})
