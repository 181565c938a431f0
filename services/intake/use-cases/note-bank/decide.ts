import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import type { BankEvent, BankState } from '../../domain/bank.ts'

/** Keeps the newest description of a bank, in whatever order they arrive (B6). */
export const noteBank = (
  state: BankState,
  bank: BankEvent['data'],
): Decision<BankEvent, { readonly bankId: string }> =>
  state.status !== 'unknown' && state.sequence >= bank.sequence
    ? unchanged({ bankId: bank.bankId })
    : accept([{ type: 'bank-noted', data: bank }], { bankId: bank.bankId })
