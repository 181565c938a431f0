import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import { type EntityEvent, type EntityState, entityDefinition } from '../../domain/entity.ts'
import type { Code } from '../../domain/refusals.ts'
import { groundless } from '../../domain/renewal.ts'
import { heardCorrected, heardOf, type RenewalsCorrected } from '../../domain/renewal-words.ts'

export type CorrectRenewals = { readonly corrected: RenewalsCorrected; readonly today: string }

/** A visit that the system planned for a maturity that was wrong; what people planned is theirs to keep. */
const calledBack = (state: EntityState, today: string): readonly EntityEvent[] => {
  const plan = state.status === 'unknown' ? undefined : groundless(state)
  if (!plan?.renewal) return []
  const { planId, renewal } = plan
  const reason = `银行已更正续贷记录，不再有 ${renewal.maturesOn} 到期的这笔贷款；系统将按更正后的到期日另行安排`
  return [
    { type: 'visit-plan-cancelled', data: { planId, cancelledOn: today, reason, maturityCorrected: true } },
  ]
}

/** E3, B12: the loans that came of a bank's renewals stand as the bank said last, in whatever order it is heard. */
export const correctRenewals = (
  state: EntityState,
  { corrected, today }: CorrectRenewals,
): Decision<EntityEvent, { readonly applicationId: string }, Code> => {
  const { applicationId } = corrected
  if (state.status === 'unknown' || !state.applications.some(each => each.applicationId === applicationId))
    return refuse('application-unknown', `没有编号为 ${applicationId} 的申报。`)
  // A bank corrects much that was never renewed.
  if (corrected.renewals.length === 0 && !heardOf(state.renewalWords, corrected))
    return unchanged({ applicationId })
  if (heardCorrected(state.renewalWords, corrected)) return unchanged({ applicationId })
  const heard: EntityEvent = { type: 'renewals-corrected', data: corrected }
  return accept([heard, ...calledBack(entityDefinition.evolve(state, heard), today)], { applicationId })
}
