import * as z from 'zod'
import { demandSchema } from '#shared/contracts/parts.ts'
import {
  channelSchema,
  entityKindSchema,
  sectorTagSchema,
  sizeClassSchema,
} from '#shared/contracts/vocabulary.ts'
import { endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { labelled } from '../../domain/fields.ts'
import { materialMarkLabels, materialMarkSchema } from '../../domain/material-check.ts'
import { declaredListKey } from '../../domain/views.ts'
import { service } from '../../service.ts'
import { listFields, nextCursorField, pageOf } from '../region-list.ts'

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
  sectorTags: z.array(sectorTagSchema).optional().describe('重点领域'),
  recommendedBy: bankSchema.optional().describe('推荐该企业的银行'),
  materialCheck: materialMarkSchema.default('unchecked').describe(labelled('材料初审', materialMarkLabels)),
  needsAttention: z.boolean().default(false).describe('材料初审发现问题，须留意'),
  repaired: z.boolean().default(false).describe('经辅导修复后再次推荐'),
  declaredOn: z.string(),
})

/** 申报清单 of a county, zone or township in the order of declaration; higher regions name their counties (A2, B4). */
export const listDeclared = endpoint<Deps>()(service.routes.listDeclared, {
  query: z.strictObject(listFields),
  result: z.object({ items: z.array(rowSchema), nextCursor: nextCursorField }),
  run: async ({ query, caller }, { table }) =>
    await pageOf(table, { query, caller, keyOf: declaredListKey, what: '申报清单' }, row =>
      rowSchema.parse(row),
    ),
})
