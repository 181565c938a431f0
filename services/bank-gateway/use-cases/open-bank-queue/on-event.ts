import { execute } from '#shared/commits/execute.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { bank, knowBank } from '../../domain/bank.ts'

/** A bank that joins finds its queue before the first push (E3); who stands above it is kept (A3). */
export const openBankQueue = async (
  { data, envelope, cause, actor }: Received<'bank-registered.v1'>,
  { bankQueues, table, clock }: Deps,
): Promise<Fate> => {
  if (data.active) await bankQueues.ensure(data.bankId)
  return fateOf(
    await execute(table, bank, {
      id: data.bankId,
      cause,
      actor,
      now: clock(),
      decide: state => knowBank(state, data, envelope.sequence),
    }),
  )
}
