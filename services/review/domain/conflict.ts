import type { ApplicationProfile } from '#shared/contracts/parts.ts'
import { refuse } from '#shared/domain/decision.ts'
import type { RefusalCode } from './refusals.ts'

export type Conflict = { readonly bank: string; readonly intendedBankId: string }

// A bank id begins with its institution: icbc-tongchuan is a branch of icbc.
const institutionOf = (bankId: string): string => bankId.split('-')[0] ?? bankId

/** A3, C2: the reviewer's own institution, in whichever branch, is a bank that the enterprise intends. */
export const conflictOf = (
  { intendedBankIds }: Pick<ApplicationProfile, 'intendedBankIds'>,
  bank: string | undefined,
): Conflict | undefined => {
  if (bank === undefined) return undefined
  const intendedBankId = intendedBankIds.find(id => institutionOf(id) === institutionOf(bank))
  return intendedBankId === undefined ? undefined : { bank, intendedBankId }
}

export const barred = ({ bank, intendedBankId }: Conflict) =>
  refuse<RefusalCode>(
    'conflict-of-interest',
    `您所在的机构（${bank}）为该申请的意向银行（${intendedBankId}），按本地政策须回避，请由其他机构的审核人员办理。`,
    { facts: { bank, intendedBankId } },
  )
