import type { Bank } from './bank.ts'
import type { Placement } from './batch.ts'
import type { Choice } from './choose-pushes.ts'

type Named = { readonly applicationId: string; readonly name: string }

/** The choice application by application, with the names people know. */
export const placementsOf = (
  choice: Choice,
  applications: readonly Named[],
  banks: readonly Bank[],
): readonly Placement[] => {
  const banksById = new Map(banks.map(bank => [bank.bankId, bank]))
  const whyById = new Map(choice.unplaced.map(({ applicationId, why }) => [applicationId, why]))
  const pushesById = Map.groupBy(choice.pushes, push => push.applicationId)
  return applications.map(({ applicationId, name }) => ({
    applicationId,
    name,
    pushes: (pushesById.get(applicationId) ?? []).flatMap(({ bankId, reasons }) => {
      const bank = banksById.get(bankId)
      return bank ? [{ bankId, bankName: bank.name, institutionId: bank.institution.id, reasons }] : []
    }),
    why: whyById.get(applicationId),
  }))
}
