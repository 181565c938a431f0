import type { CountedEvent } from '../use-cases/count/counted-events.ts'

/** Every counted event, in the order of the main way. */
export const countedEvents = [
  'entity-listed.v1',
  'entity-visited.v1',
  'application-declared.v1',
  'application-corrected.v1',
  'application-screened-out.v1',
  'application-returned.v1',
  'application-refused.v1',
  'application-recommended.v1',
  'referral-dispatched.v1',
  'referral-accepted.v1',
  'enterprise-contacted.v1',
  'materials-completed.v1',
  'credit-decided.v1',
  'loan-drawn.v1',
  'loan-renewed.v1',
  'loan-repaid.v1',
  'credit-withdrawn.v1',
  'feedback-corrected.v1',
  'off-list-credit-recorded.v1',
  'application-withdrawn.v1',
  'application-removed.v1',
  'coaching-opened.v1',
  'coaching-closed.v1',
] as const satisfies readonly CountedEvent[]

/** What one bank says of one referral and corrects, and what it lends off the lists. */
export const ledgerEvents = [
  'referral-accepted.v1',
  'enterprise-contacted.v1',
  'materials-completed.v1',
  'credit-decided.v1',
  'loan-drawn.v1',
  'loan-drawn.v1',
  'loan-renewed.v1',
  'loan-renewed.v1',
  'loan-repaid.v1',
  'credit-withdrawn.v1',
  'feedback-corrected.v1',
  'feedback-corrected.v1',
  'off-list-credit-recorded.v1',
] as const satisfies readonly CountedEvent[]

/** The data of any event, as a recount reads it. */
export type Heard = {
  readonly uscc: string
  readonly regionCode: string
  readonly townshipCode?: string | undefined
  readonly bankId?: string
  readonly [field: string]: unknown
}
