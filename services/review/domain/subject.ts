/** Whose data an answer opened, and where that entity stands (H2). */
export const subjectOf = (of: {
  readonly uscc: string
  readonly regionCode: string
  readonly townshipCode?: string | undefined
}) => ({ code: of.uscc, regionCode: of.townshipCode ?? of.regionCode })
