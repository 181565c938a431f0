import type { ApplicationProfile } from '#shared/contracts/parts.ts'

/** What the choice looks at; nothing personal. */
export type Applicant = Pick<
  ApplicationProfile,
  | 'applicationId'
  | 'regionCode'
  | 'townshipCode'
  | 'entityKind'
  | 'sizeClass'
  | 'industryCode'
  | 'demand'
  | 'intendedBankIds'
  | 'lendingBankIds'
  | 'keyChain'
  | 'sectorTags'
  | 'declaredOn'
> &
  Partial<Pick<ApplicationProfile, 'firstLoan'>> & {
    /** Back after repair: this bank first (F1). */
    readonly firstBankId?: string | undefined
  }
