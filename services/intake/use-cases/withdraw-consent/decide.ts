import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import { standingConsents } from '../../domain/consent.ts'
import { type EntityEvent, type EntityState, liveApplication } from '../../domain/entity.ts'
import { beyond, type Within } from '../../domain/guard.ts'
import { placed } from '../../domain/profile.ts'
import type { Code } from '../../domain/refusals.ts'
import { withdrawal } from '../withdraw-application/decide.ts'

export type WithdrawConsent = {
  readonly method?: string
  readonly reason?: string
  readonly caller: Within
  readonly today: string
}

export type WithdrawConsentResult = {
  readonly uscc: string
  readonly withdrawnOn: string
  readonly consentIds: readonly string[]
  readonly withdrawnApplicationId?: string
}

/** The enterprise takes back its word: what is live ends, and nothing is declared until it agrees anew (B5). */
export const withdrawConsent = (
  state: EntityState,
  { caller, today, ...how }: WithdrawConsent,
): Decision<EntityEvent, WithdrawConsentResult, Code> => {
  if (state.status === 'unknown' || beyond(caller, placed(state)))
    return refuse('not-found', '未找到该主体，或您无权办理。')
  const standing = standingConsents(state)
  if (standing.length === 0)
    return refuse(
      'consent-none',
      state.consentWithdrawnOn
        ? `企业的同意已于 ${state.consentWithdrawnOn} 撤回。`
        : '该主体没有在册的同意，无需撤回。',
    )
  const live = liveApplication(state)
  const taken = live && {
    applicationId: live.applicationId,
    reason: 'consent-withdrawn' as const,
    withdrawnOn: today,
    ...(how.reason ? { explanation: how.reason } : {}),
  }
  return accept(
    [
      { type: 'consent-withdrawn', data: { withdrawnOn: today, ...how } },
      ...(taken ? withdrawal(state, taken) : []),
    ],
    {
      uscc: state.uscc,
      withdrawnOn: today,
      consentIds: standing.map(({ consentId }) => consentId),
      ...(live ? { withdrawnApplicationId: live.applicationId } : {}),
    },
  )
}
