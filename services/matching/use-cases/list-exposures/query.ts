import * as z from 'zod'
import { exposureOverSchema } from '#shared/contracts/matching.ts'
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
  grantedFen: amountFenSchema.describe('各行存续授信合计，含清单外授信，单位：分；已结清、已撤销者不计'),
  offListFen: z.int().min(0).default(0).describe('其中清单外授信，单位：分'),
  banks: z.int().describe('存续授信的银行数，单位：家'),
  warningBp: z.int().describe('预警线，单位：基点（10000 为需求的一倍）'),
  entityFen: amountFenSchema
    .optional()
    .describe('该企业存续授信合计，含此前申报与清单外，单位：分；与规模上限相比'),
  limitFen: amountFenSchema.optional().describe('该企业所属规模的授信上限，单位：分；未设上限者无此项'),
  over: z.boolean().describe('是否超过预警线或规模上限'),
  overWhat: z.array(exposureOverSchema).default([]).describe('超线事由；未超过者为空'),
})

/** D4: exposure over all banks, those over a threshold of the region first. */
export const listExposures = endpoint<Deps>()(service.routes.listExposures, {
  query: regionListQuery.extend({
    over: z.enum(['true']).optional().describe('填 true 则只列超过预警线或规模上限者'),
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
