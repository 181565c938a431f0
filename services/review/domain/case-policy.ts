import type { ReviewLevel } from '#shared/contracts/vocabulary.ts'
import { type Policy, profiles } from '#shared/domain/policy.ts'

/** What of the region's policy a case keeps from the day it was opened (A2, C2). */
export type CasePolicy = {
  readonly reviewLevels: readonly ReviewLevel[]
  readonly industryConfirmation: boolean
  readonly conflictedBankReviewer: Policy['conflictedBankReviewer']
  readonly factsDueWorkingDays: number
  readonly coachingDueWorkingDays: number
  /** Levels that a repaired application passes again (F1). */
  readonly repairedLevels: readonly ReviewLevel[]
}

/** A case keeps the version it began under, whatever is set afterwards. */
export const casePolicyOf = (policy: CasePolicy): CasePolicy => ({
  reviewLevels: policy.reviewLevels,
  industryConfirmation: policy.industryConfirmation,
  conflictedBankReviewer: policy.conflictedBankReviewer,
  factsDueWorkingDays: policy.factsDueWorkingDays,
  coachingDueWorkingDays: policy.coachingDueWorkingDays,
  repairedLevels: policy.repairedLevels,
})

/** Where no region ever said anything, and for cases opened before regions could. */
export const shippedCasePolicy: CasePolicy = casePolicyOf(profiles.national)
