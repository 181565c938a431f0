import { execute, load } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { done, type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { bankDirectory } from '../../domain/bank.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { correctRenewals } from './decide.ts'

export const onFeedbackCorrected = async (
  { data, envelope, cause, actor }: Received<'feedback-corrected.v1'>,
  { table, clock }: Deps,
): Promise<Fate> => {
  const { uscc, applicationId, referralId, bankId, renewals, repaidOn } = data
  // Corrections from before renewals were told again say nothing of them.
  if (!renewals) return done
  const { state: bank } = await load(table, bankDirectory, bankId)
  const bankName = bank.status === 'unknown' ? bankId : bank.name
  const { sequence } = envelope
  const ledger = { applicationId, bankId, bankName, referralId, sequence }
  const corrected = { ...ledger, renewals, ...(repaidOn ? { repaidOn } : {}) }
  const now = clock()
  return fateOf(
    await execute(table, entityDefinition, {
      id: uscc,
      cause,
      actor,
      now,
      decide: state => correctRenewals(state, { corrected, today: shanghaiDay(now) }),
    }),
  )
}
