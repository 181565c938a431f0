import * as z from 'zod'
import { bankIdSchema, regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { answer, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { branchesOf } from '../../domain/known-banks.ts'
import { service } from '../../service.ts'
import { newestPage, nextCursorSchema, pageQuery } from '../ledger-page.ts'
import { bankQuery, mayRead } from '../readable-bank.ts'

const branchSchema = z.object({
  bankId: bankIdSchema,
  name: z.string().describe('银行（网点）名称'),
  regionCodes: z.array(regionCodeSchema).describe('服务区划'),
  active: z.boolean().describe('是否启用'),
})

/** The branches directly below the bank, or below a branch of it: whose ledgers it may read (A3). */
export const listBranches = endpoint<Deps>()(service.routes.listBranches, {
  query: z.strictObject({ bank: bankQuery, ...pageQuery }),
  result: z.object({ items: z.array(branchSchema), nextCursor: nextCursorSchema }),
  run: async ({ caller, query }, { table }) => {
    const bankId = query.bank ?? caller.bank ?? ''
    if (!(await mayRead(table, caller.bank, bankId))) return notFound('该下级行')
    const page = await newestPage(table, { pk: branchesOf(bankId) }, query)
    if (!page.ok) return page
    return answer({ items: page.items.map(row => branchSchema.parse(row)), ...page.next })
  },
})
