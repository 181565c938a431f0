import * as z from 'zod'
import { answer, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { recipientMarkOf, recipientMarkSchema } from '../../domain/recipient-mark.ts'
import { statuses } from '../../domain/transitions.ts'
import { ledgerOf, ledgerRowSchema } from '../../domain/views.ts'
import { service } from '../../service.ts'
import { newestPage, nextCursorSchema, pageQuery } from '../ledger-page.ts'
import { bankQuery, mayRead } from '../readable-bank.ts'

const query = z.strictObject({
  status: z.enum(statuses).optional().describe('只列此状态的推送；不填为全部'),
  bank: bankQuery,
  ...pageQuery,
})

const result = z.object({
  items: z.array(ledgerRowSchema),
  nextCursor: nextCursorSchema,
  recipientMark: recipientMarkSchema.describe('取得人标记，导出、打印须保留'),
})

/** The ledger 台账 of the bank, or of a branch below it, newest push first (E3, A3). */
export const listReferrals = endpoint<Deps>()(service.routes.list, {
  query,
  result,
  run: async ({ caller, query, now }, { table }) => {
    const bankId = query.bank ?? caller.bank ?? ''
    if (!(await mayRead(table, caller.bank, bankId))) return notFound('该下级行')
    const page = await newestPage(table, { pk: ledgerOf(bankId, query.status) }, query)
    if (!page.ok) return page
    return answer({
      items: page.items.map(row => ledgerRowSchema.parse(row)),
      ...page.next,
      recipientMark: recipientMarkOf(caller, now, '融资对接办理'),
    })
  },
})
