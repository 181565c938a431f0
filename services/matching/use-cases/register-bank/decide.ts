import { canonicalJson } from '#shared/domain/canonical.ts'
import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import { covers } from '#shared/domain/regions.ts'
import { appetiteOf, type Bank, type BankEvent, type BankState, identityOf } from '../../domain/bank.ts'

export type RegisterBank = { readonly bank: Bank; readonly callerRegion: string }

const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b)

/** D1: only who answers for all regions of a bank, the present and the new ones, may state its profile (A2). */
export const decideRegisterBank = (
  state: BankState,
  { bank, callerRegion }: RegisterBank,
): Decision<BankEvent, Bank, 'outside-region'> => {
  const known = state.status === 'registered' ? state.bank : undefined
  const beyond = [...(known?.regionCodes ?? []), ...bank.regionCodes].find(
    code => !covers(callerRegion, code),
  )
  if (beyond !== undefined)
    return refuse(
      'outside-region',
      `该银行的服务区域 ${beyond} 不在您的管辖范围（${callerRegion}）之内，请由覆盖其全部服务区域的专班登记。`,
    )
  const identity: readonly BankEvent[] =
    known && same(identityOf(known), identityOf(bank))
      ? []
      : [{ type: 'bank-registered.v1', data: identityOf(bank) }]
  const appetite: readonly BankEvent[] = same(known ? appetiteOf(known) : {}, appetiteOf(bank))
    ? []
    : [{ type: 'bank-appetite-set', data: appetiteOf(bank) }]
  const events = [...identity, ...appetite]
  return events.length === 0 ? unchanged(bank) : accept(events, bank)
}
