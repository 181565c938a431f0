import { accept, type Decision, notYet, refuse, unchanged } from '#shared/domain/decision.ts'
import { demandCovered } from '../../domain/exposure.ts'
import { isKnown, isOpen, type PlanEvent, type PlanState, referralIn } from '../../domain/plan.ts'
import { referralRefOf } from '../../domain/refs.ts'

export type Silence = {
  readonly referralId: string
  readonly bankId: string
  readonly hours: number
  readonly noticedOn: string
}

/**
 * E7: a bank did not accept in time. Under `next-bank` its referral is called back and the plan waits for one other bank;
 * under `remind`, or when the demand is covered by now (D4), the silence is on record and no more.
 */
export const decideNoteSilence = (
  state: PlanState,
  { referralId, bankId, hours, noticedOn }: Silence,
): Decision<PlanEvent, undefined, 'not-pushed-to-bank'> => {
  if (state.status === 'none') return notYet('application-recommended.v1')
  const referral = isKnown(state) ? referralIn(state, referralId) : undefined
  if (!isKnown(state) || referral?.bankId !== bankId)
    return refuse('not-pushed-to-bank', `该企业未以 ${referralId} 推送给银行 ${bankId}。`)
  if (!isOpen(referral) || referral.silentSince !== undefined) return unchanged(undefined)
  const noted: PlanEvent = { type: 'silence-noted', data: { referralId, noticedOn } }
  if (referral.onSilence === 'remind' || demandCovered(state)) return accept([noted], undefined)
  const recalled: PlanEvent = {
    type: 'referral-recalled.v1',
    data: {
      ...referralRefOf(state, referral),
      reason: 'unaccepted',
      detail: `推送后 ${hours} 小时内未接收，已改推其他银行。`,
      recalledOn: noticedOn,
    },
  }
  return accept([noted, recalled, { type: 'replacement-wanted', data: { referralId } }], undefined)
}
