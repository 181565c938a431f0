import { execute } from '#shared/commits/execute.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { bank, bankOf, knowBank } from '../../domain/bank.ts'

/**
 * The principal of the newest word may read the queue (E3).
 * Whoever sets the policy looks again afterwards, so that two words at once end with the newer one's.
 */
const admitNewest = async (bankId: string, { bankQueues, table, log }: Deps): Promise<void> => {
  const newest = async () => (await bankOf(table, bankId))?.queuePrincipal
  let principal: string | undefined
  let after = await newest()
  do {
    principal = after
    const admission = await bankQueues.admit(bankId, principal)
    if (admission === 'unusable') log.warn('queue principal is unknown to AWS here', { bankId })
    after = await newest()
  } while (after !== principal)
}

/** A bank that joins finds its queue before the first push (E3); who stands above it is kept (A3). */
export const openBankQueue = async (
  { data, envelope, cause, actor }: Received<'bank-registered.v1'>,
  deps: Deps,
): Promise<Fate> => {
  const { bankQueues, table, clock } = deps
  if (data.active) await bankQueues.ensure(data.bankId)
  const execution = await execute(table, bank, {
    id: data.bankId,
    cause,
    actor,
    now: clock(),
    decide: state => knowBank(state, data, envelope.sequence),
  })
  if (execution.kind === 'done') await admitNewest(data.bankId, deps)
  return fateOf(execution)
}
