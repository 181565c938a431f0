import type { Role } from '#shared/service/permissions.ts'
import type { Application } from './application.ts'

/** A loan that is about to mature, as the bank or the enterprise told it (B12). */
export type Renewal = {
  readonly bankId: string
  readonly bankName: string
  readonly loanFen: number
  readonly maturesOn: string
  readonly suppliedOn: string
  readonly suppliedBy: Role
}

type Loan = Pick<Renewal, 'bankId' | 'maturesOn'>
const sameLoan = (a: Loan, b: Loan): boolean => a.bankId === b.bankId && a.maturesOn === b.maturesOn

/** A loan told again is corrected in place. */
export const supplied = (renewals: readonly Renewal[], renewal: Renewal): readonly Renewal[] =>
  renewals.some(each => sameLoan(each, renewal))
    ? renewals.map(each => (sameLoan(each, renewal) ? renewal : each))
    : [...renewals, renewal]

export const toldBefore = (renewals: readonly Renewal[], loan: Loan): Renewal | undefined =>
  renewals.find(each => sameLoan(each, loan))

/** An application under way, or one that the banks have decided, takes care of the loan it names. */
export const takenBy = (applications: readonly Application[], loan: Loan): string | undefined =>
  applications.find(
    ({ status, renewal }) =>
      (status === 'declared' || status === 'concluded') && renewal !== undefined && sameLoan(renewal, loan),
  )?.applicationId
