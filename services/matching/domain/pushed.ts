import { notYet, refuse } from '#shared/domain/decision.ts'
import { isKnown, type KnownPlan, type PlanState, type Referral, referralIn } from './plan.ts'

type Named = { readonly referralId: string; readonly bankId: string }

/** The push that a bank's word is about; undefined when none was made to that bank under that number. */
export const pushedTo = (
  state: PlanState,
  { referralId, bankId }: Named,
): { readonly plan: KnownPlan; readonly referral: Referral } | undefined => {
  const referral = isKnown(state) ? referralIn(state, referralId) : undefined
  return isKnown(state) && referral?.bankId === bankId ? { plan: state, referral } : undefined
}

/** A bank's word may overtake the list or the push that it follows: it comes again. */
export const stillOnItsWay = (state: PlanState) => {
  if (state.status === 'none') return notYet('application-recommended.v1')
  return state.status === 'waiting' && state.referrals.length === 0
    ? notYet('referral-dispatched.v1')
    : undefined
}

export const notPushed = ({ referralId, bankId }: Named) =>
  refuse('not-pushed-to-bank', `该企业未以 ${referralId} 推送给银行 ${bankId}。`)
