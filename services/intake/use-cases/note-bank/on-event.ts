import { execute } from '#shared/commits/execute.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { bankDirectory } from '../../domain/bank.ts'
import { noteBank } from './decide.ts'

export const onBankRegistered = async (
  { data: { bankId, name, active, regionCodes }, envelope, cause, actor }: Received<'bank-registered.v1'>,
  { table, clock }: Deps,
): Promise<Fate> =>
  fateOf(
    await execute(table, bankDirectory, {
      id: bankId,
      cause,
      actor,
      now: clock(),
      decide: state => noteBank(state, { bankId, name, active, regionCodes, sequence: envelope.sequence }),
    }),
  )
