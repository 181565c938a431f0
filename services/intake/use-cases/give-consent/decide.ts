import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import { type ConsentTerms, consentIdAfter, consentRecord } from '../../domain/consent.ts'
import type { EntityEvent, EntityState } from '../../domain/entity.ts'
import { beyond, type Within } from '../../domain/guard.ts'
import { placed } from '../../domain/profile.ts'
import { type Code, refuseField, refuseFuture } from '../../domain/refusals.ts'

export type GiveConsent = {
  readonly terms: ConsentTerms
  readonly caller: Within
  readonly today: string
}

/** Keeps what the enterprise agreed to; given after a withdrawal, it lets the enterprise declare again (B5). */
export const giveConsent = (
  state: EntityState,
  { terms, caller, today }: GiveConsent,
): Decision<EntityEvent, { readonly consentId: string }, Code> => {
  if (state.status === 'unknown' || beyond(caller, placed(state)))
    return refuse('not-found', '未找到该主体，或您无权办理。')
  if (terms.givenOn > today) return refuseFuture('/givenOn', '同意日期', today)
  const { consentWithdrawnOn } = state
  if (consentWithdrawnOn !== undefined && terms.givenOn < consentWithdrawnOn)
    return refuseField(
      'consent-withdrawn',
      '/givenOn',
      `企业已于 ${consentWithdrawnOn} 撤回同意，此前的同意不再有效。`,
      { facts: { consentWithdrawnOn } },
    )
  if (terms.until !== undefined && terms.until < today)
    return refuseField('consent-missing', '/until', `该同意已于 ${terms.until} 到期，请重新取得。`)
  const consent = consentRecord(consentIdAfter(state.uscc, state), terms, [])
  return accept([{ type: 'consent-given', data: consent }], { consentId: consent.consentId })
}
