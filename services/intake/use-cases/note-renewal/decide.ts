import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import type { EntityEvent, EntityState } from '../../domain/entity.ts'
import type { Code } from '../../domain/refusals.ts'
import { heardTold, type LoanRenewed } from '../../domain/renewal-words.ts'

/** B12: the old loan is renewed and the new maturity goes on file, in whatever order a bank's renewals are heard. */
export const noteRenewal = (
  state: EntityState,
  renewal: LoanRenewed,
): Decision<EntityEvent, { readonly applicationId: string }, Code> => {
  const { applicationId } = renewal
  // Every application begins here, so one that is not here cannot still be on its way.
  if (state.status === 'unknown' || !state.applications.some(each => each.applicationId === applicationId))
    return refuse('application-unknown', `没有编号为 ${applicationId} 的申报。`)
  return heardTold(state.renewalWords, renewal)
    ? unchanged({ applicationId })
    : accept([{ type: 'loan-renewed', data: renewal }], { applicationId })
}
