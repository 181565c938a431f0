import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import { consentEndsOn } from '../../domain/consent.ts'
import { type EntityEvent, type EntityState, liveApplication } from '../../domain/entity.ts'
import { withdrawal } from '../withdraw-application/decide.ts'

/** B5: the day after the last day of its word a live application ends, as if the enterprise had taken it back. */
export const endExpiredConsent = (
  state: EntityState,
  { today }: { readonly today: string },
): Decision<EntityEvent, { readonly applicationId?: string }> => {
  const live = liveApplication(state)
  if (state.status === 'unknown' || !live) return unchanged({})
  const until = consentEndsOn(state, live)
  if (until === undefined || until >= today) return unchanged({})
  const { applicationId } = live
  const taken = {
    applicationId,
    reason: 'consent-expired',
    withdrawnOn: today,
    explanation: `企业同意已于 ${until} 到期`,
  } as const
  return accept(withdrawal(state, taken), { applicationId })
}
