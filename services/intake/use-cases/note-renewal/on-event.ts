import { execute, load } from '#shared/commits/execute.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { bankDirectory } from '../../domain/bank.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { noteRenewal } from './decide.ts'

export const onLoanRenewed = async (
  { data, envelope, cause, actor }: Received<'loan-renewed.v1'>,
  { table, clock }: Deps,
): Promise<Fate> => {
  const { uscc, applicationId, referralId, bankId, renewedOn, amountFen, maturesOn, withoutRepayment } = data
  const { state: bank } = await load(table, bankDirectory, bankId)
  const bankName = bank.status === 'unknown' ? bankId : bank.name
  const ledger = { applicationId, bankId, bankName, referralId, sequence: envelope.sequence }
  const renewal = { ...ledger, renewedOn, amountFen, maturesOn, withoutRepayment }
  return fateOf(
    await execute(table, entityDefinition, {
      id: uscc,
      cause,
      actor,
      now: clock(),
      decide: state => noteRenewal(state, renewal),
    }),
  )
}
