import { formatWanYuan } from '#shared/domain/money.ts'
import type { Applicant } from './applicant.ts'
import type { Bank } from './bank.ts'
import { placeOf, serves } from './region-tree.ts'

const limitsText = ({ minAmountFen, maxAmountFen }: Bank): string =>
  [
    minAmountFen === undefined ? '' : `不低于${formatWanYuan(minAmountFen)}`,
    maxAmountFen === undefined ? '' : `不超过${formatWanYuan(maxAmountFen)}`,
  ]
    .filter(text => text !== '')
    .join('、')

/** Why the bank cannot be told of the application at all; undefined when it can. A Chinese clause. */
export const obstacle = (
  applicant: Applicant,
  bank: Bank,
  alreadyReferred: readonly string[],
  takenInstitutions: readonly string[] = [],
): string | undefined => {
  const { amountFen } = applicant.demand
  if (!bank.active) return '现不参加推送'
  if (!serves(bank.regionCodes, placeOf(applicant))) return '不服务企业所在区划'
  if (amountFen < (bank.minAmountFen ?? 0) || amountFen > (bank.maxAmountFen ?? Number.MAX_SAFE_INTEGER))
    return `受理金额${limitsText(bank)}，需求为${formatWanYuan(amountFen)}`
  if (alreadyReferred.includes(bank.bankId)) return '此前已推送过'
  return takenInstitutions.includes(bank.institution.id) ? '所属机构的另一网点正在办理' : undefined
}
