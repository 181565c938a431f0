import type { VisitMethod } from '#shared/contracts/vocabulary.ts'

/** Who visits whom, how and by when (B3). */
export type PlannedVisit = {
  readonly planId: string
  readonly unit: string
  readonly visitors: readonly string[]
  readonly method: VisitMethod
  readonly dueOn: string
  /** The enterprise asked not to be disturbed before this day. */
  readonly notBefore?: string
  /** After a demand was told, the next visit is about that demand. */
  readonly kind: 'general' | 'focused'
  readonly plannedOn: string
  /** The maturing loan on whose account the system planned it (B12). */
  readonly renewal?: { readonly bankId: string; readonly maturesOn: string }
}

export type CalledBack = {
  /** By the system, because the bank corrected the maturity it was planned for (B12). */
  readonly maturityCorrected?: true
  /** By the system, because the loan it was planned for is repaid (B12, E3). */
  readonly loanRepaid?: true
}

export type VisitPlan = PlannedVisit &
  (
    | { readonly status: 'open' }
    | { readonly status: 'kept'; readonly visitId: string }
    | ({ readonly status: 'cancelled'; readonly cancelledOn: string; readonly reason: string } & CalledBack)
  )

export const planKindLabels = { general: '一般走访', focused: '重点走访（已有融资需求）' } as const
export const planStatusLabels = { open: '待走访', kept: '已走访', cancelled: '已取消' } as const

/** By the system, which may send somebody anew; what people cancelled stays cancelled. */
export const recalled = (plan: VisitPlan): boolean =>
  plan.status === 'cancelled' && (plan.maturityCorrected === true || plan.loanRepaid === true)

/** At most one: no two departments at one door (B3). */
export const openPlan = (plans: readonly VisitPlan[]): VisitPlan | undefined =>
  plans.find(({ status }) => status === 'open')

/** Whoever visits keeps the open plan, whether or not the plan named them. */
export const keptBy = (plans: readonly VisitPlan[], visitId: string): readonly VisitPlan[] =>
  plans.map(plan => (plan.status === 'open' ? { ...plan, status: 'kept', visitId } : plan))

export const cancelledAs = (
  plans: readonly VisitPlan[],
  { planId, ...how }: { planId: string; cancelledOn: string; reason: string } & CalledBack,
): readonly VisitPlan[] =>
  plans.map(plan => (plan.planId === planId ? { ...plan, status: 'cancelled', ...how } : plan))
