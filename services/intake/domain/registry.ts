import type { EntityKind } from '#shared/contracts/vocabulary.ts'
import { countyOf } from '#shared/domain/regions.ts'
import type { Place } from './place.ts'
import { type RegistrationStatus, registrationStatusLabels, type Source } from './vocabulary.ts'

/** What one source says of an entity; the contact is sealed before it gets here (H3). */
export type Report = {
  readonly source: Source
  readonly on: string
  readonly values: {
    readonly name: string
    readonly entityKind: EntityKind
    readonly industryCode: string
    readonly staff?: number
    readonly revenueFen?: number
    readonly assetsFen?: number
    readonly regionCode: string
    readonly townshipCode?: string
    readonly registrationStatus: RegistrationStatus
  }
  readonly contact: Contact
}

export type Contact = {
  readonly sealed: string
  readonly maskedLegalRepresentative: string
  readonly maskedPhone: string
}

/** One source's word on one value. */
export type Claim<T> = { readonly source: Source; readonly on: string; readonly value: T }

type Values = Report['values']
type Field = keyof Values
type Claims = { readonly [F in Field]?: readonly Claim<NonNullable<Values[F]>>[] }

/** Every value with the sources that vouch for it; the first to say it stands (B1). */
export type Registry = { readonly claims: Claims; readonly contacts: readonly Claim<Contact>[] }

export const emptyRegistry: Registry = { claims: {}, contacts: [] }

/** A source may correct its own word in place; it never displaces another's. */
const claimed = <T>(claims: readonly Claim<T>[], claim: Claim<T>): readonly Claim<T>[] =>
  claims.some(({ source }) => source === claim.source)
    ? claims.map(earlier =>
        earlier.source !== claim.source || earlier.value === claim.value ? earlier : claim,
      )
    : [...claims, claim]

/** Kept in the order in which each word was last said anew; the registrar's repeat on a later day is a new word. */
const stated = (
  claims: readonly Claim<RegistrationStatus>[],
  claim: Claim<RegistrationStatus>,
): readonly Claim<RegistrationStatus>[] => {
  const own = claims.find(({ source }) => source === claim.source)
  const sameDay = claim.source !== 'market-regulator' || own?.on === claim.on
  if (own?.value === claim.value && sameDay) return claims
  return [...claims.filter(({ source }) => source !== claim.source), claim]
}

const filled = ({ maskedLegalRepresentative, maskedPhone }: Contact): number =>
  Number(maskedLegalRepresentative !== '') + Number(maskedPhone !== '')

/** Sealed contacts cannot be merged, so a row that says less never takes away what its source said before. */
const contacted = (contacts: readonly Claim<Contact>[], claim: Claim<Contact>): readonly Claim<Contact>[] => {
  const own = contacts.find(({ source }) => source === claim.source)
  return own && filled(claim.value) < filled(own.value) ? contacts : claimed(contacts, claim)
}

export const merge = (registry: Registry, { source, on, values, contact }: Report): Registry => {
  const { registrationStatus, ...others } = values
  const claims: Record<string, readonly Claim<unknown>[]> = { ...registry.claims }
  for (const [field, value] of Object.entries(others))
    if (value !== undefined) claims[field] = claimed(claims[field] ?? [], { source, on, value })
  const status = { source, on, value: registrationStatus }
  return {
    claims: {
      ...(claims as Claims),
      registrationStatus: stated(registry.claims.registrationStatus ?? [], status),
    },
    contacts: contacted(registry.contacts, { source, on, value: contact }),
  }
}

const severity = Object.keys(registrationStatusLabels)

/** The worst word stands, but the registrar's own word clears what others said before it (B1). */
export const standingStatus = (registry: Registry): Claim<RegistrationStatus> | undefined => {
  const claims = registry.claims.registrationStatus ?? []
  const since = claims.findIndex(({ source }) => source === 'market-regulator')
  return claims
    .slice(Math.max(since, 0))
    .reduce<Claim<RegistrationStatus> | undefined>(
      (worst, claim) =>
        worst === undefined || severity.indexOf(claim.value) > severity.indexOf(worst.value) ? claim : worst,
      undefined,
    )
}

/** The claim that stands for a field. */
export const standing = <F extends Exclude<Field, 'registrationStatus'>>(
  registry: Registry,
  field: F,
): Claim<NonNullable<Values[F]>> | undefined =>
  field === 'townshipCode'
    ? (registry.claims.townshipCode?.find(
        ({ value }) => countyOf(value) === registry.claims.regionCode?.[0]?.value,
      ) as Claim<NonNullable<Values[F]>> | undefined)
    : (registry.claims[field]?.[0] as Claim<NonNullable<Values[F]>> | undefined)

/** County and township that stand; a township of another county than the standing one does not count. */
export const placeOf = (registry: Registry): Place => {
  const townshipCode = standing(registry, 'townshipCode')?.value
  return {
    regionCode: standing(registry, 'regionCode')?.value ?? '',
    ...(townshipCode ? { townshipCode } : {}),
  }
}

/** The first contact that is whole, else the first that says anything. */
export const contactOf = ({ contacts }: Registry): Contact => {
  const best = Math.max(0, ...contacts.map(({ value }) => filled(value)))
  return (
    contacts.find(({ value }) => filled(value) === best)?.value ?? {
      sealed: '',
      maskedLegalRepresentative: '',
      maskedPhone: '',
    }
  )
}

/** Fields on which sources contradict each other (B1): shown, never hidden. */
export const conflictsOf = ({ claims }: Registry) =>
  (Object.keys(claims) as Field[])
    .sort()
    .map(field => ({ field, claims: (claims[field] ?? []) as readonly Claim<string | number>[] }))
    .filter(conflict => new Set(conflict.claims.map(({ value }) => value)).size > 1)

export const sourcesOf = ({ contacts }: Registry): readonly Source[] => contacts.map(({ source }) => source)
