import type { CommitTable } from '#shared/commits/table.ts'
import { bankList } from './domain/bank.ts'

/** Names of the province's banks by id. */
export const bankNames = async (table: CommitTable): Promise<ReadonlyMap<string, string>> => {
  const names = new Map<string, string>()
  let cursor: string | undefined
  do {
    const page = await table.list({ pk: bankList, limit: 1000, cursor })
    if (page === 'bad-cursor') break
    for (const { bankId, name } of page.items) names.set(String(bankId), String(name))
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return names
}
