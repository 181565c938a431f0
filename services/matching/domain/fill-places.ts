import type { Policy } from '#shared/domain/policy.ts'
import type { Bank } from './bank.ts'
import type { Push } from './choice.ts'
import { choosePushes } from './choose-pushes.ts'
import type { KnownPlan } from './plan.ts'
import { type Market, questionOf } from './question.ts'

const without = (pushes: readonly Push[]) => {
  const usedById = Map.groupBy(pushes, push => push.bankId)
  return (bank: Bank): Bank => {
    const { bankId, batchCapacity } = bank
    if (batchCapacity === undefined) return bank
    return { ...bank, batchCapacity: Math.max(0, batchCapacity - (usedById.get(bankId)?.length ?? 0)) }
  }
}

/**
 * D1: goes through those who wait, so many at a time in their order, and answers who of them finds a place in what the
 * ones before left; only these count in the size of a batch. The choice itself is made over all that were looked at.
 */
export const placesOf = ({ banks, products }: Market, policy: Policy, on: string) => {
  let left = banks
  return (plans: readonly KnownPlan[]): ReadonlySet<string> => {
    const { pushes } = choosePushes(questionOf(plans, { banks: left, products }, policy, on))
    left = left.map(without(pushes))
    return new Set(pushes.map(({ applicationId }) => applicationId))
  }
}
