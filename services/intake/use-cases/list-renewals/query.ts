import * as z from 'zod'
import { addCalendarDays, shanghaiDay } from '#shared/domain/days.ts'
import { answer, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { dayField } from '../../domain/fields.ts'
import { renewalListKey } from '../../domain/renewal-views.ts'
import { service } from '../../service.ts'
import { listFields, nextCursorField, pageOf } from '../region-list.ts'

const rowSchema = z.object({
  uscc: z.string(),
  name: z.string(),
  regionCode: z.string(),
  townshipCode: z.string().optional(),
  bankId: z.string(),
  bankName: z.string(),
  loanFen: z.int().describe('贷款余额，单位：分'),
  maturesOn: z.string().describe('到期日'),
  suppliedOn: z.string().describe('报送日期'),
  visited: z.boolean().describe('报送后是否已走访'),
  openPlanId: z.string().optional().describe('待走访的计划'),
})

/** How far ahead the list looks unless it is told. */
const daysAhead = 90

/** Loans that mature before a day and that nobody has asked to renew yet (B12). */
export const listRenewals = endpoint<Deps>()(service.routes.listRenewals, {
  query: z.strictObject({
    ...listFields,
    before: dayField(`到期日早于此日；缺省为今天起 ${daysAhead} 天`).optional(),
  }),
  result: z.object({ items: z.array(rowSchema), nextCursor: nextCursorField }),
  run: async ({ query, caller, now }, { table }) => {
    const before = query.before ?? addCalendarDays(shanghaiDay(now), daysAhead)
    const request = { query, caller, keyOf: renewalListKey, what: '到期贷款' }
    const page = await pageOf(table, request, row => rowSchema.parse(row))
    if (!page.ok) return page
    const items = page.result.items.filter(({ maturesOn }) => maturesOn < before)
    // In the order of maturity: past the first later one there is nothing more to show.
    const more = items.length === page.result.items.length ? page.result.nextCursor : undefined
    return answer({ items, ...(more ? { nextCursor: more } : {}) })
  },
})
