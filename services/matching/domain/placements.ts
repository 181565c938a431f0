import type { Bank } from './bank.ts'
import type { Placement } from './batch.ts'
import type { Choice } from './choice.ts'
import { type KnownPlan, nextReferralId } from './plan.ts'

/** The choice application by application, with the names people know. */
export const placementsOf = (
  choice: Pick<Choice, 'pushes' | 'unplaced'>,
  plans: readonly KnownPlan[],
  banks: readonly Bank[],
): readonly Placement[] => {
  const banksById = new Map(banks.map(bank => [bank.bankId, bank]))
  const whyById = new Map(choice.unplaced.map(({ applicationId, why }) => [applicationId, why]))
  const usedById = Map.groupBy(choice.pushes, push => push.bankId)
  const placesLeft = ({ bankId, batchCapacity }: Bank) =>
    batchCapacity === undefined ? {} : { placesLeft: batchCapacity - (usedById.get(bankId)?.length ?? 0) }
  const pushesById = Map.groupBy(choice.pushes, push => push.applicationId)
  return plans.map(plan => {
    const { applicationId, name } = plan.application
    return {
      applicationId,
      name,
      turn: plan.turn,
      pushes: (pushesById.get(applicationId) ?? []).flatMap(({ bankId, reasons }) => {
        const bank = banksById.get(bankId)
        if (!bank) return []
        const referralId = nextReferralId(plan, bankId)
        const named = { bankId, bankName: bank.name, institutionId: bank.institution.id }
        return [{ referralId, ...named, reasons, ...placesLeft(bank) }]
      }),
      why: whyById.get(applicationId),
    }
  })
}
