import type { ReviewLevel } from '#shared/contracts/vocabulary.ts'
import { type Policy, profiles } from '#shared/domain/policy.ts'

/** What of the region's policy a case keeps from the day it was opened (A2, C2). */
export type CasePolicy = {
  readonly reviewLevels: readonly ReviewLevel[]
  readonly industryConfirmation: boolean
  readonly conflictedBankReviewer: Policy['conflictedBankReviewer']
  readonly factsDueWorkingDays: number
  /** C1: whether the first level may pass before the departments answered for all seven kinds. */
  readonly factsBeforePass: Policy['factsBeforePass']
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
  factsBeforePass: policy.factsBeforePass,
  coachingDueWorkingDays: policy.coachingDueWorkingDays,
  repairedLevels: policy.repairedLevels,
})

/** Where no region ever said anything. */
export const shippedCasePolicy: CasePolicy = casePolicyOf(profiles.national)

/** Cases from before regions could say anything took three levels, and keep them. */
export const earliestCasePolicy: CasePolicy = {
  ...shippedCasePolicy,
  reviewLevels: ['task-force', 'bank', 'leader'],
  repairedLevels: ['leader'],
}

/** What a case was opened under; a field that came later than the case stands as it was before. */
export type KeptCasePolicy = Omit<CasePolicy, 'factsBeforePass'> & Partial<CasePolicy>
export const keptPolicy = (policy: KeptCasePolicy): CasePolicy => ({ factsBeforePass: 'shown', ...policy })
