import { isOpen, type KnownPlan, type PlanState } from './plan.ts'

/** What is left for an application in the batch that is drawn up now. */
export type Seats = {
  readonly institutions: number
  /** Institutions that hold the application now: another branch of theirs is not told. */
  readonly taken: readonly string[]
}

/** D3: never more than the policy's number at once; in place of silent banks only as many as were called back. */
export const seatsOf = (plan: KnownPlan, maxInstitutions: number): Seats => {
  const taken = [...new Set(plan.referrals.filter(isOpen).map(({ institutionId }) => institutionId))]
  const wanted = plan.status === 'waiting' ? (plan.vacancies ?? maxInstitutions) : maxInstitutions
  return { institutions: Math.max(0, Math.min(maxInstitutions - taken.length, wanted)), taken }
}

/** D4: nobody is told twice, but the bank that a repaired application goes back to, once a round (F1). */
export const excludedBankIds = ({ application, referrals, round }: KnownPlan): readonly string[] =>
  referrals
    .map(({ bankId }) => bankId)
    .filter(
      bankId =>
        bankId !== application.firstBankId ||
        referrals.some(each => each.bankId === bankId && (each.round === round || isOpen(each))),
    )

export const lastBatchOf = (state: PlanState): string | undefined =>
  state.status === 'none' || state.status === 'never' ? undefined : state.referrals.at(-1)?.batchId
