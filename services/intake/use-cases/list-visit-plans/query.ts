import * as z from 'zod'
import { visitMethodSchema } from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { planKindLabels } from '../../domain/plan.ts'
import { planListKey } from '../../domain/views.ts'
import { service } from '../../service.ts'
import { listFields, nextCursorField, pageOf } from '../region-list.ts'

const keptSchema = z.object({
  planId: z.string(),
  uscc: z.string(),
  name: z.string(),
  regionCode: z.string(),
  townshipCode: z.string().optional(),
  unit: z.string(),
  visitors: z.array(z.string()).describe('走访人员（掩码）'),
  method: visitMethodSchema,
  dueOn: z.string().describe('走访期限'),
  notBefore: z.string().optional().describe('企业要求此日之前不再打扰'),
  kind: z.enum(['general', 'focused']),
  plannedOn: z.string(),
  renewal: z
    .object({ bankId: z.string(), maturesOn: z.string() })
    .optional()
    .describe('系统因贷款即将到期而安排的，对应的贷款'),
})
const rowSchema = keptSchema.extend({
  kindLabel: z.string(),
  overdue: z.boolean().describe('已过期限'),
})

/** Open plans in the order of their due days: who is to visit whom by when (B3). */
export const listVisitPlans = endpoint<Deps>()(service.routes.listVisitPlans, {
  query: z.strictObject(listFields),
  result: z.object({ items: z.array(rowSchema), nextCursor: nextCursorField }),
  run: async ({ query, caller, now }, { table }) => {
    const today = shanghaiDay(now)
    return await pageOf(table, { query, caller, keyOf: planListKey, what: '走访计划' }, data => {
      const row = keptSchema.parse(data)
      return { ...row, kindLabel: planKindLabels[row.kind], overdue: row.dueOn < today }
    })
  },
})
