import type { Policy } from '#shared/domain/policy.ts'
import type { Bank } from './bank.ts'
import type { Question } from './choice.ts'
import type { KnownPlan } from './plan.ts'
import type { Product } from './product.ts'
import { excludedBankIds, seatsOf } from './seats.ts'
import type { Weights } from './weights.ts'

export type Market = { readonly banks: readonly Bank[]; readonly products: readonly Product[] }

/** What a batch asks: these plans, this market, this policy, on this day. */
export const questionOf = (
  plans: readonly KnownPlan[],
  { banks, products }: Market,
  policy: Policy,
  on: string,
  weights?: Weights,
): Question => ({
  applications: plans.map(plan => plan.application),
  banks,
  products,
  policy,
  ...(weights ? { weights } : {}),
  alreadyReferred: new Map(
    plans.map(plan => [plan.application.applicationId, excludedBankIds(plan)] as const),
  ),
  seats: new Map(
    plans.map(plan => [plan.application.applicationId, seatsOf(plan, policy.maxInstitutions)] as const),
  ),
  on,
})
