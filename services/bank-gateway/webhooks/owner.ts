import type { CommitTable } from '#shared/commits/table.ts'
import { bankOf } from '../domain/bank.ts'
import type { WebhookOwner } from '../use-cases/enable-webhook/decide.ts'

/** The bank as the events name it; one that was never registered stands for itself and serves no region. */
export const ownerOf = async (table: CommitTable, bankId: string): Promise<WebhookOwner> => {
  const known = await bankOf(table, bankId)
  return {
    bankId,
    institutionId: known?.institutionId ?? bankId,
    regionCodes: [...(known?.regionCodes ?? [])],
  }
}
