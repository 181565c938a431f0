import type { EventData } from '#shared/contracts/events.ts'
import type { Demand } from '#shared/contracts/parts.ts'
import type { Channel, Criterion } from '#shared/contracts/vocabulary.ts'
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
  readonly consent: { readonly givenOn: string; readonly method?: string }
  readonly materials: readonly { readonly name: string; readonly complete: boolean }[]
  readonly truthPromise: boolean
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

/** What a status does not have cannot be read. */
export type Application = Form &
  (
    | { readonly status: 'declared' }
    | { readonly status: 'screened-out'; readonly failedCriteria: readonly FailedCriterion[] }
    | Ending
  )

/** Which ending takes effect in which status; everything else leaves the application as it is. */
export const endings: { readonly [S in ApplicationStatus]: readonly Ending['status'][] } = {
  declared: ['returned', 'refused', 'concluded'],
  'screened-out': [],
  returned: [],
  refused: [],
  concluded: [],
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
