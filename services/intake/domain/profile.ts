import type { EntityKind } from '#shared/contracts/vocabulary.ts'
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
