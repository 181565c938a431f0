import { referralRefSchema } from '#shared/contracts/parts.ts'
import { accept, type Decision, notYet, refuse, unchanged } from '#shared/domain/decision.ts'
import { heldBy, type ReferralEvent, type State } from '../../domain/referral.ts'
import type { RecallNotice } from '../../domain/referral-events.ts'
import type { RefusalCode } from '../../domain/refusals.ts'

type Recalled = { readonly referralId: string }

/** C7 B5: the bank is told once, whatever stage it is at; a recall that came first waits for its referral. */
export const offerRecall = (
  state: State,
  notice: RecallNotice,
  offeredAt: string,
): Decision<ReferralEvent, Recalled, RefusalCode> => {
  const { referralId, bankId, reason, detail, recalledOn } = notice
  if (state.status === 'unknown') return notYet('referral-dispatched.v1')
  if (!heldBy(state, bankId)) return refuse('referral-conflict', `推送编号 ${referralId} 不属于该银行。`)
  if (state.recall) return unchanged({ referralId })
  const ref = referralRefSchema.parse(state.referral)
  return accept(
    [
      { type: 'recall-offered.v1', data: { ...ref, reason, detail, recalledOn } },
      { type: 'recall-clock-started', data: { offeredAt } },
    ],
    { referralId },
  )
}
