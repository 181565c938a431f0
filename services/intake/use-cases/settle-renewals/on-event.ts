import { execute } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { settleRenewals } from './decide.ts'

export const onLoanRepaid = async (
  { data, envelope, cause, actor }: Received<'loan-repaid.v1'>,
  { table, clock }: Deps,
): Promise<Fate> => {
  const { uscc, applicationId, referralId, bankId, repaidOn } = data
  const repaid = { applicationId, bankId, referralId, sequence: envelope.sequence, repaidOn }
  const now = clock()
  return fateOf(
    await execute(table, entityDefinition, {
      id: uscc,
      cause,
      actor,
      now,
      decide: state => settleRenewals(state, { repaid, today: shanghaiDay(now) }),
    }),
  )
}
