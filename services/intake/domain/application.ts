import type { EventData } from '#shared/contracts/events.ts'
import type { Demand } from '#shared/contracts/parts.ts'
import type { Channel, Criterion, SectorTag } from '#shared/contracts/vocabulary.ts'
import type { ConsentTerms } from './consent.ts'
import type { MaterialCheck } from './material-check.ts'
import {
  type Conclusion,
  lastConclusion,
  noRounds,
  type Rounds,
  type Told,
  underWay,
  withTold,
} from './rounds.ts'
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
  /** Sectors the enterprise belongs to (D6). */
  readonly sectorTags?: readonly SectorTag[]
  /** Who brought or filed it for the enterprise, its phone masked from the start (C9, H3). */
  readonly intermediary?: Intermediary
  /** The bank that recommended the enterprise, whether or not it is an intended one (B8). */
  readonly recommendedBy?: BankRef
  /** What the enterprise agreed to and when (B5). */
  readonly consent: ConsentTerms
  readonly materials: readonly { readonly name: string; readonly complete: boolean }[]
  readonly truthPromise: boolean
  /** Who found the material reasonable and true, or not; absent while nobody has looked (B7). */
  readonly materialCheck?: MaterialCheck
  /** The old loan that a renewal is to follow (B12). */
  readonly renewal?: OldLoan
  /** The platform's own number of this application (H1). */
  readonly platform?: PlatformReference
  /** Grades used by the enterprise's authorisation; never the detail behind them (H5). */
  readonly evaluations?: readonly Evaluation[]
  readonly correctedOn?: string
}

export type Intermediary = { readonly name: string; readonly uscc?: string; readonly maskedPhone?: string }
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
  | ({ readonly status: 'concluded' } & Conclusion)
  | ({ readonly status: 'withdrawn'; readonly explanation?: string } & Pick<
      EventData<'application-withdrawn.v1'>,
      'reason' | 'withdrawnOn'
    >)
  | ({ readonly status: 'removed' } & Pick<
      EventData<'application-removed.v1'>,
      'listId' | 'reason' | 'detail' | 'removedOn'
    >)

export type FormerForm = { readonly form: Form; readonly correctedAs: number }

/** What a status does not have cannot be read. */
export type Application = Form & {
  /** From then on it can no longer be corrected (C2). */
  readonly reviewBegunOn?: string
  /** What stood before each correction, with the place of the correction in the entity's history (B6). */
  readonly former?: readonly FormerForm[]
  /** The last correction that crossed with the first act of review and was not taken. */
  readonly setAside?: { readonly correctedOn?: string; readonly on: string }
  /** Its repairs, lists and conclusions; absent while there are none. */
  readonly rounds?: Rounds
} & (
    | { readonly status: 'declared' }
    | { readonly status: 'screened-out'; readonly failedCriteria: readonly FailedCriterion[] }
    | Ending
  )

type OptionalIn<T> = { [K in keyof T]-?: object extends Pick<T, K> ? K : never }[keyof T]

/** What a form may leave out: must not stay behind when another form takes its place. */
const mayBeAbsent: { readonly [K in OptionalIn<Form>]: true } = {
  keyChain: true,
  sectorTags: true,
  intermediary: true,
  recommendedBy: true,
  materialCheck: true,
  renewal: true,
  platform: true,
  evaluations: true,
  correctedOn: true,
}

/** B6: the correction takes the place of the form; what stood before is kept until review has begun. */
export const rewritten = (before: Application, form: Form, correctedAs: number | undefined): Application => {
  if (correctedAs === undefined || before.status !== 'declared') return screen(form)
  const { status: _s, former = [], reviewBegunOn: _r, rounds: _o, setAside: _a, ...stood } = before
  return { ...screen(form), former: [...former, { form: stood, correctedAs }] }
}

/** B6: the form that stood before every correction that the review did not see; undefined when it saw them all. */
export const formBefore = ({ former = [] }: Application, profileSequence: number): Form | undefined =>
  former.find(({ correctedAs }) => correctedAs > profileSequence)?.form

/** The form of before in the place of the corrected one, whatever has become of the application since. */
export const setBack = (application: Application, form: Form, on: string): Application => {
  const { former: _, correctedOn, ...rest } = application
  const kept = Object.fromEntries(Object.entries(rest).filter(([field]) => !(field in mayBeAbsent)))
  return {
    ...(kept as typeof rest),
    ...form,
    setAside: { ...(correctedOn ? { correctedOn } : {}), on },
  } as Application
}

/** Which ending takes effect in which status; everything else leaves the application as it is. */
export const endings: { readonly [S in ApplicationStatus]: readonly Ending['status'][] } = {
  declared: ['returned', 'refused', 'concluded', 'withdrawn', 'removed'],
  'screened-out': [],
  returned: [],
  refused: [],
  // False material may come to light after the banks have decided (C7); a repaired application is reviewed and concluded again (F1).
  concluded: ['returned', 'refused', 'concluded', 'removed'],
  withdrawn: [],
  removed: [],
}

/** What a status alone has must not stay behind when the application is under way again. */
const withoutConclusion = (application: Extract<Application, { status: 'declared' | 'concluded' }>) => {
  if (application.status === 'declared') return application
  const { outcome: _o, concludedOn: _c, listId: _l, demandCovered: _d, ...form } = application
  return form
}

/** B11, F1: one more word on its rounds; it is live while one of them is under way. What has ended otherwise stays ended. */
export const withRound = (application: Application, told: Told): Application => {
  if (application.status !== 'declared' && application.status !== 'concluded') return application
  const rounds = withTold(application.rounds ?? noRounds, told)
  const form = { ...withoutConclusion(application), rounds }
  const last = lastConclusion(rounds)
  return last && !underWay(rounds)
    ? { ...form, status: 'concluded', ...last }
    : { ...form, status: 'declared' }
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
