import type { ApplicationProfile } from '#shared/contracts/parts.ts'
import type { EntityKind } from '#shared/contracts/vocabulary.ts'
import { type Form, failedCriteria } from './application.ts'
import type { KnownEntity } from './entity.ts'
import { contactOf, placeOf, standing } from './registry.ts'

/** What every event says of where an entity stands. */
export const placed = (entity: KnownEntity) => ({ uscc: entity.uscc, ...placeOf(entity.registry) })

/** The standing values, without anything personal. */
export const described = ({ registry, assessment }: KnownEntity) => ({
  name: standing(registry, 'name')?.value ?? '',
  entityKind: (standing(registry, 'entityKind')?.value ?? 'enterprise') satisfies EntityKind,
  sizeClass: assessment.sizeClass,
  industryCode: standing(registry, 'industryCode')?.value ?? '',
})

/** Masked forms only: what an answer or a list may show (H3). */
export const maskedContact = ({ registry }: KnownEntity) => {
  const { maskedLegalRepresentative, maskedPhone } = contactOf(registry)
  return { maskedLegalRepresentative, maskedPhone }
}

/** The whole application as the later stages need it (B6). */
export const applicationProfile = (entity: KnownEntity, form: Form): ApplicationProfile => ({
  ...placed(entity),
  ...described(entity),
  contact: contactOf(entity.registry),
  applicationId: form.applicationId,
  demand: form.demand,
  intendedBankIds: form.intendedBanks.map(({ bankId }) => bankId),
  lendingBankIds: form.lendingBanks.map(({ bankId }) => bankId),
  firstLoan: form.firstLoan,
  ...(form.keyChain ? { keyChain: form.keyChain } : {}),
  channel: form.channel,
  ...(form.sectorTags ? { sectorTags: [...form.sectorTags] } : {}),
  ...(form.intermediary ? { intermediary: form.intermediary } : {}),
  ...(form.recommendedBy ? { recommendedBy: form.recommendedBy.bankId } : {}),
  declaredOn: form.submittedOn,
})

/** What a form that failed the first screening is told by (B4). */
export const screenedOut = (entity: KnownEntity, form: Form, screenedOn: string) =>
  ({
    type: 'application-screened-out.v1',
    data: {
      ...placed(entity),
      applicationId: form.applicationId,
      failedCriteria: failedCriteria(form).map(({ criterion, ground }) => ({ criterion, ground })),
      screenedOn,
    },
  }) as const
