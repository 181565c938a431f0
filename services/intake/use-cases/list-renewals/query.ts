import * as z from 'zod'
import { addCalendarDays, shanghaiDay } from '#shared/domain/days.ts'
import { answer, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { dayField, labelled } from '../../domain/fields.ts'
import { lookAheadDays, renewalStateLabels } from '../../domain/renewal.ts'
import { renewalListKey } from '../../domain/renewal-views.ts'
import { service } from '../../service.ts'
import { listFields, nextCursorField, pageOf } from '../region-list.ts'

const stateSchema = z.enum(['due', 'visited', 'declared', 'renewed', 'repaid'])

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
  state: stateSchema.default('due').describe(labelled('进展', renewalStateLabels)),
  visited: z.boolean().describe('报送后是否已走访'),
  openPlanId: z.string().optional().describe('待走访的计划'),
  applicationId: z.string().optional().describe('申报续贷的编号'),
  renewedOn: z.string().optional().describe('续贷日期'),
  withoutRepayment: z.boolean().optional().describe('是否无还本续贷'),
  repaidOn: z.string().optional().describe('银行反馈的结清日期'),
})

/** Loans that mature before a day: those nobody has asked to renew yet, or those that have come so far (B12). */
export const listRenewals = endpoint<Deps>()(service.routes.listRenewals, {
  query: z.strictObject({
    ...listFields,
    before: dayField(`到期日早于此日；缺省为今天起 ${lookAheadDays} 天`).optional(),
    state: stateSchema
      .optional()
      .describe(`${labelled('进展', renewalStateLabels)}；缺省为尚未申报的（due 与 visited）`),
  }),
  result: z.object({
    items: z.array(rowSchema.extend({ stateLabel: z.string() })),
    nextCursor: nextCursorField,
  }),
  run: async ({ query, caller, now }, { table }) => {
    const before = query.before ?? addCalendarDays(shanghaiDay(now), lookAheadDays)
    const request = {
      query,
      caller,
      keyOf: (region: string) => renewalListKey(region, query.state),
      what: '到期贷款',
    }
    const page = await pageOf(table, request, row => rowSchema.parse(row))
    if (!page.ok) return page
    const due = page.result.items.filter(({ maturesOn }) => maturesOn < before)
    // In the order of maturity: past the first later one there is nothing more to show.
    const more = due.length === page.result.items.length ? page.result.nextCursor : undefined
    const items = due
      .filter(({ state }) => query.state === undefined || state === query.state)
      .map(row => ({ ...row, stateLabel: renewalStateLabels[row.state] }))
    return answer({ items, ...(more ? { nextCursor: more } : {}) })
  },
})
