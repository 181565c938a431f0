import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import { callBack } from '../../domain/call-back.ts'
import { type EntityEvent, type EntityState, entityDefinition } from '../../domain/entity.ts'
import type { Code } from '../../domain/refusals.ts'
import { heardCorrected, type RenewalsCorrected } from '../../domain/renewal-words.ts'

export type CorrectRenewals = { readonly corrected: RenewalsCorrected; readonly today: string }

/** E3, B12: the loans that came of a bank's renewals stand as the bank said last, in whatever order it is heard; kept even where nothing was renewed yet, since it speaks of the repayment too. */
export const correctRenewals = (
  state: EntityState,
  { corrected, today }: CorrectRenewals,
): Decision<EntityEvent, { readonly applicationId: string }, Code> => {
  const { applicationId } = corrected
  if (state.status === 'unknown' || !state.applications.some(each => each.applicationId === applicationId))
    return refuse('application-unknown', `没有编号为 ${applicationId} 的申报。`)
  if (heardCorrected(state.renewalWords, corrected)) return unchanged({ applicationId })
  const heard: EntityEvent = { type: 'renewals-corrected', data: corrected }
  return accept([heard, ...callBack(entityDefinition.evolve(state, heard), today)], { applicationId })
}
