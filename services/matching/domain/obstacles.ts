import { formatWanYuan } from '#shared/domain/money.ts'
import type { Applicant } from './applicant.ts'
import type { Bank } from './bank.ts'
import { placeOf, serves } from './region-tree.ts'

type Limit = number | undefined

const limitsText = (least: Limit, most: Limit, format: (value: number) => string): string =>
  [least === undefined ? '' : `不低于${format(least)}`, most === undefined ? '' : `不超过${format(most)}`]
    .filter(text => text !== '')
    .join('、')

const isWithin = (value: number, least: Limit, most: Limit): boolean =>
  (least ?? 0) <= value && value <= (most ?? Number.MAX_SAFE_INTEGER)

const inMonths = (months: number): string => ` ${months} 个月`

type Demand = Pick<Applicant['demand'], 'amountFen' | 'termMonths'>
export type Limits = Pick<Bank, 'minAmountFen' | 'maxAmountFen' | 'minTermMonths' | 'maxTermMonths'>

/** Which of the bank's own limits the demand is beyond; undefined when none. A Chinese clause. */
export const beyondLimits = ({ amountFen, termMonths }: Demand, limits: Limits): string | undefined => {
  const { minAmountFen, maxAmountFen, minTermMonths, maxTermMonths } = limits
  if (!isWithin(amountFen, minAmountFen, maxAmountFen))
    return `受理金额${limitsText(minAmountFen, maxAmountFen, formatWanYuan)}，需求为${formatWanYuan(amountFen)}`
  return isWithin(termMonths, minTermMonths, maxTermMonths)
    ? undefined
    : `受理期限${limitsText(minTermMonths, maxTermMonths, inMonths)}，需求为${inMonths(termMonths)}`
}

/** Why the bank cannot be told of the application at all; undefined when it can. A Chinese clause. */
export const obstacle = (
  applicant: Applicant,
  bank: Bank,
  alreadyReferred: readonly string[],
  takenInstitutions: readonly string[] = [],
): string | undefined => {
  if (!bank.active) return '现不参加推送'
  if (!serves(bank.regionCodes, placeOf(applicant))) return '不服务企业所在区划'
  const beyond = beyondLimits(applicant.demand, bank)
  if (beyond) return beyond
  if (alreadyReferred.includes(bank.bankId)) return '此前已推送过'
  return takenInstitutions.includes(bank.institution.id) ? '所属机构的另一网点正在办理' : undefined
}
