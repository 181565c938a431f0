import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import type { Role } from '#shared/service/permissions.ts'
import type { BankState } from '../../domain/bank.ts'
import type { EntityEvent, EntityState } from '../../domain/entity.ts'
import { beyond, type Within } from '../../domain/guard.ts'
import { placed } from '../../domain/profile.ts'
import { type Code, refuseField } from '../../domain/refusals.ts'
import { beyondAnyTerm, owedLoans, toldBefore } from '../../domain/renewal.ts'

export type SupplyRenewal = {
  readonly loan: { readonly bankId: string; readonly loanFen: number; readonly maturesOn: string }
  readonly bank: BankState
  readonly caller: Within & { readonly role: Role; readonly bank?: string }
  readonly today: string
}

export type SupplyRenewalResult = {
  readonly uscc: string
  readonly bankId: string
  readonly maturesOn: string
}

const maxLoans = 30

/** Keeps a loan that is about to mature, so that the renewal is asked for in time (B12). */
export const supplyRenewal = (
  state: EntityState,
  { loan, bank, caller, today }: SupplyRenewal,
): Decision<EntityEvent, SupplyRenewalResult, Code> => {
  if (caller.role === 'bank' && caller.bank !== loan.bankId)
    return refuseField('renewal-of-other-bank', '/bankId', '银行只能报送本行的到期贷款。')
  if (state.status === 'unknown')
    return refuseField('not-found', '/uscc', '该主体不在名录中，请先由属地导入名录。')
  const elsewhere = beyond(caller, placed(state))
  if (elsewhere) return elsewhere
  if (bank.status === 'unknown')
    return refuseField(
      'bank-unknown',
      '/bankId',
      `没有编号为 ${loan.bankId} 的银行，请从已登记的银行中选择；刚登记的，请稍候再报。`,
    )
  if (loan.maturesOn < today)
    return refuseField(
      'validation-failed',
      '/maturesOn',
      `贷款已于 ${loan.maturesOn} 到期，请报送尚未到期的贷款。`,
      {
        fieldCode: 'in-past',
      },
    )
  const tooFar = beyondAnyTerm('/maturesOn', loan, today)
  if (tooFar) return tooFar
  const result = { uscc: state.uscc, bankId: loan.bankId, maturesOn: loan.maturesOn }
  const before = toldBefore(state.renewals, loan)
  if (before?.loanFen === loan.loanFen) return unchanged(result)
  const running = owedLoans(state.renewals).filter(each => each.maturesOn >= today)
  if (!before && running.length >= maxLoans)
    return refuseField('validation-failed', '/uscc', `同一主体尚未到期的贷款不超过 ${maxLoans} 笔。`, {
      fieldCode: 'too-many',
    })
  return accept(
    [
      {
        type: 'renewal-supplied',
        data: { ...loan, bankName: bank.name, suppliedOn: today, suppliedBy: caller.role },
      },
    ],
    result,
  )
}
