import * as z from 'zod'
import { eventContracts } from '#shared/contracts/events.ts'
import { regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { outside } from '#shared/http/caller.ts'
import { answer, endpoint, notFound, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { offListOfBank, offListOfRegion } from '../../domain/off-list-credit.ts'
import { recipientMarkOf, recipientMarkSchema } from '../../domain/recipient-mark.ts'
import { service } from '../../service.ts'
import { newestPage, nextCursorSchema, pageQuery } from '../ledger-page.ts'
import { bankQuery, mayRead } from '../readable-bank.ts'

const query = z.strictObject({
  region: regionCodeSchema
    .optional()
    .describe('区划代码：工作机制查询本辖区及以下，不填为本辖区；银行按县级区划筛选，不填为全部'),
  bank: bankQuery,
  ...pageQuery,
})

/** The bank's own reference stays between it and this list; the events carry the credit alone. */
export const offListRowSchema = eventContracts['off-list-credit-recorded.v1']
  .omit({ voided: true })
  .extend({ reference: z.string().describe('银行的授信编号') })

const result = z.object({
  items: z.array(offListRowSchema).describe('每笔一行，为最近一次填报的内容'),
  nextCursor: nextCursorSchema,
  recipientMark: recipientMarkSchema.describe('取得人标记，导出、打印须保留'),
  listId: z.string().optional().describe('查看他行授信时给出：本次查看以此编号留有记录'),
})

/** Off-list credit 清单外授信: the bank’s own and its branches’, or that of a region (D7, A2, A3). */
export const listOffListCredits = endpoint<Deps>()(service.routes.listOffList, {
  query,
  result,
  // What other banks lent is a credit fact: one record a look with the number of its rows, not one a row (H2, H4).
  discloses: {
    of: 'credit',
    subjectOf: ({ result: { listId, items } }) => {
      const [first] = items
      return listId && first ? { code: listId, regionCode: first.regionCode, rows: items.length } : undefined
    },
  },
  run: async ({ caller, query, now }, { table }) => {
    const region = query.region ?? caller.region
    const bankId = query.bank ?? caller.bank
    if (caller.role === 'bank') {
      if (!(await mayRead(table, caller.bank, bankId ?? ''))) return notFound('该下级行')
    } else {
      const refusal = outside(caller, region)
      if (refusal) return refused(refusal)
    }
    const pk = caller.role === 'bank' ? offListOfBank(bankId ?? '', query.region) : offListOfRegion(region)
    const page = await newestPage(table, { pk }, query)
    if (!page.ok) return page
    return answer({
      items: page.items.map(row => offListRowSchema.parse(row)),
      ...page.next,
      recipientMark: recipientMarkOf(caller, now, '清单外授信统计与办理'),
      ...(caller.role === 'bank' && bankId === caller.bank ? {} : { listId: pk }),
    })
  },
})
