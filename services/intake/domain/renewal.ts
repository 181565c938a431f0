import { addCalendarDays } from '#shared/domain/days.ts'
import type { Role } from '#shared/service/permissions.ts'
import type { Application } from './application.ts'
import { openPlan, recalled, type VisitPlan } from './plan.ts'
import { refuseField } from './refusals.ts'
import type { LoanRenewed, StandingRenewal } from './renewal-words.ts'
import type { Visit } from './visit.ts'

/** A loan that is about to mature, as the bank or the enterprise told it (B12). */
export type Renewal = {
  readonly bankId: string
  readonly bankName: string
  readonly loanFen: number
  readonly maturesOn: string
  readonly suppliedOn: string
  readonly suppliedBy: Role
  /** It came of a renewal and was supplied by nobody: it stands as long as that renewal says so. */
  readonly ofRenewal?: true
  /** The bank corrected the renewal it came of: there is no such loan. */
  readonly gone?: true
  /** The bank said that what came of its renewal is repaid (E3). */
  readonly repaidOn?: string
}

export type Loan = Pick<Renewal, 'bankId' | 'maturesOn'>
export const sameLoan = (a: Loan, b: Loan): boolean => a.bankId === b.bankId && a.maturesOn === b.maturesOn

export const standingLoans = (renewals: readonly Renewal[]): readonly Renewal[] =>
  renewals.filter(({ gone }) => !gone)

/** Those that are still owed. */
export const owedLoans = (renewals: readonly Renewal[]): readonly Renewal[] =>
  standingLoans(renewals).filter(({ repaidOn }) => repaidOn === undefined)

/** Longer than any loan runs: a maturity beyond is a slip of the pen. */
const longestYears = 30

export const beyondAnyTerm = (pointer: string, { maturesOn }: Pick<Loan, 'maturesOn'>, today: string) => {
  const last = `${Number(today.slice(0, 4)) + longestYears}-12-31`
  return maturesOn > last
    ? refuseField(
        'validation-failed',
        pointer,
        `到期日 ${maturesOn} 超出最长 ${longestYears} 年的贷款期限，请核对。`,
        {
          fieldCode: 'too-far',
        },
      )
    : undefined
}

/** A loan told again is corrected in place. */
export const supplied = (renewals: readonly Renewal[], renewal: Renewal): readonly Renewal[] =>
  renewals.some(each => sameLoan(each, renewal))
    ? renewals.map(each => (sameLoan(each, renewal) ? renewal : each))
    : [...renewals, renewal]

const cameOf = (renewal: StandingRenewal): Renewal => {
  const { bankId, bankName, amountFen, maturesOn, renewedOn, repaidOn } = renewal
  return {
    bankId,
    bankName,
    loanFen: amountFen,
    maturesOn,
    suppliedOn: renewedOn,
    suppliedBy: 'bank',
    ofRenewal: true,
    ...(repaidOn ? { repaidOn } : {}),
  }
}

/** What brought this loan; where two did and one of them is repaid, the other. */
const sourceOf = (standing: readonly StandingRenewal[], loan: Loan): StandingRenewal | undefined => {
  const sources = standing.filter(each => sameLoan(each, loan))
  return sources.findLast(({ repaidOn }) => repaidOn === undefined) ?? sources.at(-1)
}

/** New maturities go on file as they stand now, so that the next renewal is found early too; what was supplied by itself stays. */
export const onFile = (
  renewals: readonly Renewal[],
  standing: readonly StandingRenewal[],
): readonly Renewal[] => {
  const kept = renewals.map((each): Renewal => {
    if (!each.ofRenewal) return each
    const now = sourceOf(standing, each)
    return now ? cameOf(now) : { ...each, gone: true }
  })
  return standing.reduce<readonly Renewal[]>(
    (file, renewal) =>
      renewals.some(each => sameLoan(each, renewal))
        ? file
        : supplied(file, cameOf(sourceOf(standing, renewal) ?? renewal)),
    kept,
  )
}

export const toldBefore = (renewals: readonly Renewal[], loan: Loan): Renewal | undefined =>
  owedLoans(renewals).find(each => sameLoan(each, loan))

const cares = (application: Application): boolean =>
  application.status === 'declared' ||
  (application.status === 'concluded' && application.outcome === 'credited')

type OnFile = {
  readonly renewals: readonly Renewal[]
  readonly renewed: readonly StandingRenewal[]
  readonly applications: readonly Application[]
  readonly plans: readonly VisitPlan[]
  readonly visits: readonly Visit[]
}

/** The loan that an application is to follow, under the maturity that its bank names now; never one that came of itself. */
const followedBy = (
  { renewals, renewed }: Pick<OnFile, 'renewals' | 'renewed'>,
  { applicationId, renewal: named }: Application,
): Loan | undefined => {
  if (!named || toldBefore(renewals, named)) return named
  const moved = renewed.find(
    each =>
      each.applicationId !== applicationId &&
      each.bankId === named.bankId &&
      each.formerly.includes(named.maturesOn),
  )
  return moved ?? named
}

type Asked = Pick<OnFile, 'renewals' | 'renewed' | 'applications'>

/** Whether an application names this loan. */
const names = (file: Asked, application: Application, loan: Loan): boolean => {
  const followed = followedBy(file, application)
  return followed !== undefined && sameLoan(followed, loan)
}

/** An application under way, or one that a bank has granted, takes care of the loan it names. */
export const takenBy = (file: Asked, loan: Loan): string | undefined =>
  file.applications.find(each => cares(each) && names(file, each, loan))?.applicationId

/** Whether this renewal followed this loan: the application named it, an earlier renewal of the same application brought it, or it is the only one it can be. */
const follows = (file: OnFile, renewal: LoanRenewed, loan: Loan): boolean => {
  const { renewals, renewed, applications } = file
  if (renewal.bankId !== loan.bankId || renewal.maturesOn <= loan.maturesOn) return false
  const application = applications.find(each => each.applicationId === renewal.applicationId)
  const named = application && followedBy(file, application)
  if (named && sameLoan(named, loan)) return true
  const ofSame = renewed.filter(each => each.applicationId === renewal.applicationId)
  // Parts of one loan that were renewed on one day follow the same old loan, not each other.
  if (ofSame.some(each => sameLoan(each, loan) && each.renewedOn < renewal.renewedOn)) return true
  if (named || ofSame.some(({ maturesOn }) => maturesOn < renewal.maturesOn)) return false
  const free = standingLoans(renewals).filter(
    each =>
      each.bankId === renewal.bankId &&
      each.maturesOn < renewal.maturesOn &&
      !renewed.some(other => sameLoan(other, each)) &&
      !applications.some(other => names(file, other, each)),
  )
  return free.length === 1 && free.some(each => sameLoan(each, loan))
}

/** The renewal that a loan ended in; the earliest where one application renewed several times. */
export const renewalOf = (file: OnFile, loan: Loan): LoanRenewed | undefined =>
  file.renewed
    .filter(renewal => follows(file, renewal, loan))
    .toSorted((a, b) => a.maturesOn.localeCompare(b.maturesOn))
    .at(0)

export const renewalStateLabels = {
  due: '待走访',
  visited: '已走访、待申报',
  declared: '已申报续贷',
  renewed: '已续贷',
  repaid: '已结清',
} as const
export type RenewalState = keyof typeof renewalStateLabels

/** How far ahead a maturing loan is worked on: a visit long before speaks of something else. */
export const lookAheadDays = 90

export const visitedSince = ({ visits }: OnFile, { suppliedOn, maturesOn }: Renewal): boolean => {
  const inSight = addCalendarDays(maturesOn, -lookAheadDays)
  return visits.some(({ visitedOn }) => visitedOn >= suppliedOn && visitedOn >= inSight)
}

/** How far a maturing loan has come (B12). */
export const renewalState = (file: OnFile, loan: Renewal): RenewalState => {
  if (renewalOf(file, loan)) return 'renewed'
  if (loan.repaidOn !== undefined) return 'repaid'
  if (takenBy(file, loan) !== undefined) return 'declared'
  return visitedSince(file, loan) ? 'visited' : 'due'
}

/** Whom the system sent on account of this loan, and called back or not. */
const sentFor = (plans: readonly VisitPlan[], loan: Loan, calledBack: boolean): readonly VisitPlan[] =>
  plans.filter(
    plan => plan.renewal !== undefined && sameLoan(plan.renewal, loan) && calledBack === recalled(plan),
  )

/** B12: nobody has been there, is on the way there or was ever sent there on account of this loan. */
export const wantsVisit = (file: OnFile, loan: Renewal): boolean =>
  renewalState(file, loan) === 'due' &&
  openPlan(file.plans) === undefined &&
  sentFor(file.plans, loan, false).length === 0

/** How often a visit on account of this loan was called back: the next one is another one. */
export const calledBack = ({ plans }: OnFile, loan: Loan): number => sentFor(plans, loan, true).length

/** The open visit that the system planned for a loan that is no more, or no longer owed. */
export const groundless = ({ plans, renewals }: OnFile): VisitPlan | undefined =>
  plans.find(
    ({ status, renewal }) => status === 'open' && renewal !== undefined && !toldBefore(renewals, renewal),
  )
