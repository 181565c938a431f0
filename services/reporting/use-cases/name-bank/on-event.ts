import { execute } from '#shared/commits/execute.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { bankDefinition } from '../../domain/bank.ts'
import { nameBank } from './decide.ts'

export const onBankRegistered = async (
  { data, envelope, cause, actor }: Received<'bank-registered.v1'>,
  { table, clock }: Deps,
): Promise<Fate> => {
  const { bankId, name } = data
  const named = { bankId, name, sequence: envelope.sequence }
  return fateOf(
    await execute(table, bankDefinition, {
      id: bankId,
      cause,
      actor,
      now: clock(),
      decide: bank => nameBank(bank, named),
    }),
  )
}
