import { eventContracts } from '#shared/contracts/events.ts'
import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import type { Dispatched, ReferralEvent, State } from '../../domain/referral.ts'
import type { RefusalCode } from '../../domain/refusals.ts'

const offerSchema = eventContracts['referral-offered.v1'].omit({ offeredOn: true })

type TakenIn = { readonly referralId: string }

/** Offered once, however often the push is told (D4: no double dealing). */
export const takeIn = (
  state: State,
  dispatched: Dispatched,
  today: string,
  offeredAt?: string,
): Decision<ReferralEvent, TakenIn, RefusalCode> => {
  const { referralId, bankId, applicationId } = dispatched
  if (state.status !== 'unknown')
    return state.referral.bankId === bankId && state.referral.applicationId === applicationId
      ? unchanged({ referralId })
      : refuse('referral-conflict', `推送编号 ${referralId} 已用于另一银行或申请。`)
  // Cut to the contract: what a bank reads before it accepts has no contact, sealed or masked (H3).
  const offer = offerSchema.parse(dispatched)
  return accept(
    [
      {
        type: 'referral-received',
        data: { referral: dispatched, offeredOn: today, ...(offeredAt ? { offeredAt } : {}) },
      },
      { type: 'referral-offered.v1', data: { ...offer, offeredOn: today } },
    ],
    { referralId },
  )
}
