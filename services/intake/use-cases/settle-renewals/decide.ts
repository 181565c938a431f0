import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import { callBack } from '../../domain/call-back.ts'
import { type EntityEvent, type EntityState, entityDefinition } from '../../domain/entity.ts'
import type { Code } from '../../domain/refusals.ts'
import { heardRepaid, type LoanRepaid } from '../../domain/renewal-words.ts'

export type SettleRenewals = { readonly repaid: LoanRepaid; readonly today: string }

/** E3, B12: what came of a referral's renewals is repaid and asks for no visit; kept even before a renewal is heard, which may come late. */
export const settleRenewals = (
  state: EntityState,
  { repaid, today }: SettleRenewals,
): Decision<EntityEvent, { readonly applicationId: string }, Code> => {
  const { applicationId } = repaid
  if (state.status === 'unknown' || !state.applications.some(each => each.applicationId === applicationId))
    return refuse('application-unknown', `没有编号为 ${applicationId} 的申报。`)
  if (heardRepaid(state.renewalWords, repaid)) return unchanged({ applicationId })
  const heard: EntityEvent = { type: 'loan-repaid', data: repaid }
  return accept([heard, ...callBack(entityDefinition.evolve(state, heard), today)], { applicationId })
}
