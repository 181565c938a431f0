/** What an enterprise agreed to: for what, to whom, how, from when and until when (B5). */
export type ConsentTerms = {
  readonly givenOn: string
  readonly method?: string
  readonly purpose?: string
  readonly recipients?: readonly string[]
  readonly until?: string
}

export type Consent = {
  readonly consentId: string
  readonly purpose: string
  readonly recipients: readonly string[]
  readonly givenOn: string
  readonly method?: string
  readonly until?: string
  /** The application it came with; absent when it was given on its own. */
  readonly applicationId?: string
  readonly withdrawnOn?: string
}

export type Consents = {
  readonly consents: readonly Consent[]
  /** Set while the last word of the enterprise is no. */
  readonly consentWithdrawnOn?: string
}

const defaultPurpose = '融资需求申报、审核，并推送意向对接银行'

/** A consent that came with an application names its banks unless it says otherwise. */
export const consentRecord = (
  consentId: string,
  { purpose, recipients, ...terms }: ConsentTerms,
  banks: readonly string[],
): Consent => ({
  ...terms,
  consentId,
  purpose: purpose ?? defaultPurpose,
  recipients: recipients ?? ['县级工作专班及审核部门', ...banks],
})

export const consentIdAfter = (uscc: string, { consents }: Consents): string =>
  `${uscc}-C${String(consents.length + 1).padStart(2, '0')}`

/** A new yes lifts an earlier no; a corrected application replaces the consent it came with. */
export const consented = (known: Consents, consent: Consent): Consents => {
  const { consents } = known
  const same = consents.find(
    each => each.applicationId !== undefined && each.applicationId === consent.applicationId,
  )
  return same
    ? { consents: consents.map(each => (each === same ? { ...consent, consentId: same.consentId } : each)) }
    : { consents: [...consents, consent] }
}

export const takenBack = ({ consents }: Consents, withdrawnOn: string): Consents => ({
  consents: consents.map(each => (each.withdrawnOn ? each : { ...each, withdrawnOn })),
  consentWithdrawnOn: withdrawnOn,
})

/** Whether anything may still be done on the enterprise's word. */
export const standingConsents = ({ consents }: Consents): readonly Consent[] =>
  consents.filter(({ withdrawnOn }) => withdrawnOn === undefined)

type Declared = { readonly applicationId: string; readonly consent: ConsentTerms }

/** The last day of the enterprise's word on an application: its own consent, or a longer one given since; undefined without end (B5). */
export const consentEndsOn = (known: Consents, { applicationId, consent }: Declared): string | undefined => {
  const ends = standingConsents(known)
    .filter(
      each =>
        each.applicationId === applicationId ||
        (each.applicationId === undefined && each.givenOn >= consent.givenOn),
    )
    .map(({ until }) => until)
  if (ends.length === 0) return consent.until
  return ends.includes(undefined)
    ? undefined
    : ends.toSorted((a, b) => (a ?? '').localeCompare(b ?? '')).at(-1)
}
