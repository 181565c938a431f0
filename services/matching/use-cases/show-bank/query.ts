import * as z from 'zod'
import { bankIdSchema } from '#shared/contracts/vocabulary.ts'
import { answer, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { bankSchema } from '../../domain/bank.ts'
import { concerns } from '../../domain/region-tree.ts'
import { shownTo } from '../../domain/shown-bank.ts'
import { service } from '../../service.ts'
import { bankHistory } from '../../store.ts'

const versionSchema = z.object({
  version: z.int().describe('版本号'),
  setAt: z.string().describe('登记时间（UTC）'),
  setBy: z.object({ org: z.string(), role: z.string() }).describe('登记人所在机构与角色'),
  profile: bankSchema.describe('该版本的全部内容'),
})

/** D5 A2: a bank as it stands and every earlier word on it, for who is concerned by a region it serves. */
export const showBank = endpoint<Deps>()(service.routes.showBank, {
  params: z.object({ bankId: bankIdSchema }),
  result: z.object({
    bank: bankSchema.describe('现行内容'),
    history: z.array(versionSchema).describe('历次登记，先后为序'),
  }),
  run: async ({ params: { bankId }, caller }, { table }) => {
    const history = await bankHistory(table, bankId)
    const bank = history.at(-1)?.profile
    const mayRead = bank?.regionCodes.some(code => concerns(caller.region, code))
    if (!bank || !mayRead) return notFound('该银行')
    const shown = history.map(word => ({ ...word, profile: shownTo(caller, word.profile, bank) }))
    return answer({ bank: shownTo(caller, bank), history: shown })
  },
})
