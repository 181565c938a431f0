import type { EventData } from '#shared/contracts/events.ts'
import type { Demand } from '#shared/contracts/parts.ts'
import type { Channel, Criterion } from '#shared/contracts/vocabulary.ts'
import type { ConsentTerms } from './consent.ts'
import type { ApplicationStatus, Finding } from './vocabulary.ts'

export type Judgement = { readonly finding: Finding; readonly ground: string; readonly evidence?: string }
export type BankRef = { readonly bankId: string; readonly name: string }

/** The form as it was handed in (B4–B7, B9). */
export type Form = {
  readonly applicationId: string
  readonly submittedOn: string
  readonly demand: Demand
  readonly criteria: { readonly [C in Criterion]: Judgement }
  readonly intendedBanks: readonly BankRef[]
  readonly lendingBanks: readonly BankRef[]
  readonly firstLoan: boolean
  readonly keyChain?: string
  readonly channel: Channel
  /** What the enterprise agreed to and when (B5). */
  readonly consent: ConsentTerms
  readonly materials: readonly { readonly name: string; readonly complete: boolean }[]
  readonly truthPromise: boolean
  /** The old loan that a renewal is to follow (B12). */
  readonly renewal?: OldLoan
  /** The platform's own number of this application (H1). */
  readonly platform?: PlatformReference
  /** Grades used by the enterprise's authorisation; never the detail behind them (H5). */
  readonly evaluations?: readonly Evaluation[]
  readonly correctedOn?: string
}

export type OldLoan = { readonly bankId: string; readonly maturesOn: string; readonly oldLoanFen: number }
export type PlatformReference = { readonly org: string; readonly reference: string }
export type Evaluation = {
  readonly source: string
  readonly grade: string
  readonly gradedOn: string
  readonly authorisation: string
}

export type FailedCriterion = {
  readonly criterion: Criterion
  readonly finding: Finding
  readonly ground: string
}

/** What freed an application that was live, as the service that decided it said. */
export type Ending =
  | ({ readonly status: 'returned' } & Pick<
      EventData<'application-returned.v1'>,
      'level' | 'missing' | 'returnedOn'
    >)
  | ({ readonly status: 'refused' } & Pick<
      EventData<'application-refused.v1'>,
      'level' | 'criterion' | 'problem' | 'advice' | 'refusedOn'
    >)
  | ({ readonly status: 'concluded' } & Pick<
      EventData<'application-concluded.v1'>,
      'outcome' | 'concludedOn'
    >)
  | ({ readonly status: 'withdrawn'; readonly explanation?: string } & Pick<
      EventData<'application-withdrawn.v1'>,
      'reason' | 'withdrawnOn'
    >)
  | ({ readonly status: 'removed' } & Pick<
      EventData<'application-removed.v1'>,
      'listId' | 'reason' | 'detail' | 'removedOn'
    >)

/** What a status does not have cannot be read. */
export type Application = Form & {
  /** From then on it can no longer be corrected (C2). */
  readonly reviewBegunOn?: string
} & (
    | { readonly status: 'declared' }
    | { readonly status: 'screened-out'; readonly failedCriteria: readonly FailedCriterion[] }
    | Ending
  )

/** Which ending takes effect in which status; everything else leaves the application as it is. */
export const endings: { readonly [S in ApplicationStatus]: readonly Ending['status'][] } = {
  declared: ['returned', 'refused', 'concluded', 'withdrawn', 'removed'],
  'screened-out': [],
  returned: [],
  refused: [],
  // False material or misuse may come to light after the banks have decided (C7).
  concluded: ['removed'],
  withdrawn: [],
  removed: [],
}

const criteriaOf = (form: Form) => Object.entries(form.criteria) as [Criterion, Judgement][]

/** All five must be met; what is still to be checked is not met (B4). */
export const failedCriteria = (form: Form): readonly FailedCriterion[] =>
  criteriaOf(form)
    .filter(([, { finding }]) => finding !== 'met')
    .map(([criterion, { finding, ground }]) => ({ criterion, finding, ground }))

/** B4: on the declared list, or screened out with what failed. */
export const screen = (form: Form): Application => {
  const failed = failedCriteria(form)
  return failed.length === 0
    ? { ...form, status: 'declared' }
    : { ...form, status: 'screened-out', failedCriteria: failed }
}
