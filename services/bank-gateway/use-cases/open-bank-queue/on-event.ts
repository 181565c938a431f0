import { done, type Fate, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'

/** A bank that joins finds its queue before the first push (E3). */
export const openBankQueue = async (
  { data }: Received<'bank-registered.v1'>,
  { bankQueues }: Deps,
): Promise<Fate> => {
  if (data.active) await bankQueues.ensure(data.bankId)
  return done
}
