/** What an application of the same enterprise that came before has out, as its plan stood at that version. */
export type EarlierLines = {
  readonly applicationId: string
  readonly outFen: number
  readonly version: number
}

type Known = readonly EarlierLines[]

export const isNewer = (known: Known, { applicationId, version }: EarlierLines): boolean =>
  known.every(each => each.applicationId !== applicationId || each.version < version)

/** Each application once, as it last stood. */
export const withEarlier = (known: Known, told: EarlierLines): Known => [
  ...known.filter(({ applicationId }) => applicationId !== told.applicationId),
  told,
]
