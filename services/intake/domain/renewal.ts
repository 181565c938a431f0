import type { Role } from '#shared/service/permissions.ts'
import type { Application } from './application.ts'
import { openPlan, type VisitPlan } from './plan.ts'
import type { Visit } from './visit.ts'

/** A loan that is about to mature, as the bank or the enterprise told it (B12). */
export type Renewal = {
  readonly bankId: string
  readonly bankName: string
  readonly loanFen: number
  readonly maturesOn: string
  readonly suppliedOn: string
  readonly suppliedBy: Role
}

/** A loan that its bank renewed on the strength of an application (E4, B12). */
export type LoanRenewed = {
  readonly applicationId: string
  readonly bankId: string
  readonly bankName: string
  readonly renewedOn: string
  readonly amountFen: number
  /** When what came of it matures. */
  readonly maturesOn: string
  readonly withoutRepayment: boolean
}

export type Loan = Pick<Renewal, 'bankId' | 'maturesOn'>
export const sameLoan = (a: Loan, b: Loan): boolean => a.bankId === b.bankId && a.maturesOn === b.maturesOn

/** A loan told again is corrected in place. */
export const supplied = (renewals: readonly Renewal[], renewal: Renewal): readonly Renewal[] =>
  renewals.some(each => sameLoan(each, renewal))
    ? renewals.map(each => (sameLoan(each, renewal) ? renewal : each))
    : [...renewals, renewal]

/** The new maturity goes on file, so that the next renewal is found early too; what the bank itself told of it stays. */
export const onFile = (
  renewals: readonly Renewal[],
  { bankId, bankName, amountFen, maturesOn, renewedOn }: LoanRenewed,
): readonly Renewal[] =>
  toldBefore(renewals, { bankId, maturesOn })
    ? renewals
    : supplied(renewals, {
        bankId,
        bankName,
        loanFen: amountFen,
        maturesOn,
        suppliedOn: renewedOn,
        suppliedBy: 'bank',
      })

export const toldBefore = (renewals: readonly Renewal[], loan: Loan): Renewal | undefined =>
  renewals.find(each => sameLoan(each, loan))

const cares = (application: Application): boolean =>
  application.status === 'declared' ||
  (application.status === 'concluded' && application.outcome === 'credited')

/** An application under way, or one that a bank has granted, takes care of the loan it names. */
export const takenBy = (applications: readonly Application[], loan: Loan): string | undefined =>
  applications.find(each => cares(each) && each.renewal !== undefined && sameLoan(each.renewal, loan))
    ?.applicationId

type OnFile = {
  readonly renewals: readonly Renewal[]
  readonly renewed: readonly LoanRenewed[]
  readonly applications: readonly Application[]
  readonly plans: readonly VisitPlan[]
  readonly visits: readonly Visit[]
}

/** Whether this renewal followed this loan: the application named it, an earlier renewal of the same application brought it, or it is the only one it can be. */
const follows = ({ renewals, renewed, applications }: OnFile, renewal: LoanRenewed, loan: Loan): boolean => {
  if (renewal.bankId !== loan.bankId || renewal.maturesOn <= loan.maturesOn) return false
  const named = applications.find(each => each.applicationId === renewal.applicationId)?.renewal
  if (named && sameLoan(named, loan)) return true
  const ofSame = renewed.filter(each => each.applicationId === renewal.applicationId)
  if (ofSame.some(each => sameLoan(each, loan))) return true
  if (named || ofSame.some(({ maturesOn }) => maturesOn < renewal.maturesOn)) return false
  const free = renewals.filter(
    each =>
      each.bankId === renewal.bankId &&
      each.maturesOn < renewal.maturesOn &&
      !renewed.some(other => sameLoan(other, each)) &&
      !applications.some(other => other.renewal && sameLoan(other.renewal, each)),
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
} as const
export type RenewalState = keyof typeof renewalStateLabels

export const visitedSince = ({ visits }: OnFile, { suppliedOn }: Renewal): boolean =>
  visits.some(({ visitedOn }) => visitedOn >= suppliedOn)

/** How far a maturing loan has come (B12). */
export const renewalState = (file: OnFile, loan: Renewal): RenewalState => {
  if (renewalOf(file, loan)) return 'renewed'
  if (takenBy(file.applications, loan) !== undefined) return 'declared'
  return visitedSince(file, loan) ? 'visited' : 'due'
}

/** B12: nobody has been there, is on the way there or was ever sent there on account of this loan. */
export const wantsVisit = (file: OnFile, loan: Renewal): boolean =>
  renewalState(file, loan) === 'due' &&
  openPlan(file.plans) === undefined &&
  !file.plans.some(({ renewal }) => renewal !== undefined && sameLoan(renewal, loan))
