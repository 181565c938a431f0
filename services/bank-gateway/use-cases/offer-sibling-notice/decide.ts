import { referralRefSchema } from '#shared/contracts/parts.ts'
import { accept, type Decision, notYet, refuse } from '#shared/domain/decision.ts'
import { heldBy, type ReferralEvent, type State } from '../../domain/referral.ts'
import type { SiblingNotice } from '../../domain/referral-events.ts'
import type { RefusalCode } from '../../domain/refusals.ts'

type Noticed = { readonly referralId: string }

/** D4: another bank granted; this one learns the band and whether the demand is covered, nothing more. */
export const offerSiblingNotice = (
  state: State,
  notice: SiblingNotice,
): Decision<ReferralEvent, Noticed, RefusalCode> => {
  const { referralId, bankId, band, demandCovered, creditedOn } = notice
  if (state.status === 'unknown') return notYet('referral-dispatched.v1')
  if (!heldBy(state, bankId)) return refuse('referral-conflict', `推送编号 ${referralId} 不属于该银行。`)
  const ref = referralRefSchema.parse(state.referral)
  return accept([{ type: 'sibling-notice-offered.v1', data: { ...ref, band, demandCovered, creditedOn } }], {
    referralId,
  })
}
