import * as z from 'zod'
import { demandSchema } from '#shared/contracts/parts.ts'
import {
  channelSchema,
  entityKindSchema,
  regionCodeSchema,
  sizeClassSchema,
} from '#shared/contracts/vocabulary.ts'
import { countyOf } from '#shared/domain/regions.ts'
import { answer, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { beyond } from '../../domain/guard.ts'
import { exists } from '../../domain/place.ts'
import { refuseField } from '../../domain/refusals.ts'
import { declaredListKey } from '../../domain/views.ts'
import { service } from '../../service.ts'

const bankSchema = z.object({ bankId: z.string(), name: z.string() })

const rowSchema = z.object({
  applicationId: z.string(),
  uscc: z.string(),
  regionCode: z.string(),
  townshipCode: z.string().optional(),
  name: z.string(),
  entityKind: entityKindSchema,
  sizeClass: sizeClassSchema,
  industryCode: z.string(),
  maskedLegalRepresentative: z.string(),
  maskedPhone: z.string(),
  demand: demandSchema,
  intendedBanks: z.array(bankSchema),
  lendingBanks: z.array(bankSchema),
  firstLoan: z.boolean(),
  keyChain: z.string().optional(),
  channel: channelSchema,
  declaredOn: z.string(),
})

/** 申报清单 of a county, zone or township in the order of declaration; higher regions name their counties (A2, B4). */
export const listDeclared = endpoint<Deps>()(service.routes.listDeclared, {
  query: z.strictObject({
    region: regionCodeSchema.describe('县级区划、功能区或乡镇（街道）代码'),
    cursor: z.string().max(1000).optional().describe('上一页返回的 nextCursor'),
    limit: z.coerce
      .number('limit 须为 1 至 200 的整数')
      .int('limit 须为 1 至 200 的整数')
      .min(1, 'limit 须为 1 至 200 的整数')
      .max(200, 'limit 须为 1 至 200 的整数')
      .default(50)
      .describe('每页条数'),
  }),
  result: z.object({
    items: z.array(rowSchema),
    nextCursor: z.string().optional().describe('下一页；没有则为最后一页'),
  }),
  run: async ({ query: { region, cursor, limit }, caller }, { table }) => {
    if (!exists(region))
      return refused(refuseField('region-unknown', '?region', `没有区划代码 ${region}。`).refusal)
    const elsewhere = beyond(caller, { regionCode: region })
    if (elsewhere) return refused(elsewhere.refusal)
    if (countyOf(region) === undefined)
      return refused(
        refuseField('region-unknown', '?region', '申报清单按县（区）管理，请填写县级区划、功能区或乡镇代码。')
          .refusal,
      )
    const page = await table.list({ pk: declaredListKey(region), limit, cursor })
    if (page === 'bad-cursor')
      return refused(
        refuseField('validation-failed', '?cursor', 'cursor 无效：请原样使用上一页返回的 nextCursor。')
          .refusal,
      )
    return answer({
      items: z.array(rowSchema).parse(page.items),
      ...(page.nextCursor ? { nextCursor: page.nextCursor } : {}),
    })
  },
})
