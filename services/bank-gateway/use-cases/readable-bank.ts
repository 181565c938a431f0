import type { CommitTable } from '#shared/commits/table.ts'
import { bankIdSchema } from '#shared/contracts/vocabulary.ts'
import { standsAbove } from '../domain/bank.ts'

export const bankQuery = bankIdSchema
  .optional()
  .describe('下级行编号；上级行查看下级行时填，不填为本行。下级行由银行登记的上级行确定')

/** A3: a bank reads its own ledger and those of the branches below it; it acts for itself alone. */
export const mayRead = async (
  table: CommitTable,
  reader: string | undefined,
  bankId: string,
): Promise<boolean> =>
  reader !== undefined && (reader === bankId || (await standsAbove(table, reader, bankId)))
