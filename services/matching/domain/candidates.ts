import type { PushReason } from '#shared/contracts/matching.ts'
import {
  entityKindLabels,
  type LoanKind,
  loanKindLabels,
  sizeClassLabels,
} from '#shared/contracts/vocabulary.ts'
import { findIndustry } from '#shared/domain/industry.ts'
import { formatWanYuan } from '#shared/domain/money.ts'
import type { Applicant } from './applicant.ts'
import type { Bank } from './bank.ts'
import type { PushRule } from './policy.ts'
import type { Product } from './product.ts'
import { productFits } from './product-fit.ts'

/** A bank that may be told, why, and in which order of preference. */
export type Candidate = {
  readonly bank: Bank
  readonly reasons: readonly [PushReason, ...PushReason[]]
  /** True when the enterprise named it or borrows from it: such banks are placed before any other's turn (D1). */
  readonly byWill: boolean
  /** The enterprise's preference under the rule, apart from fit. */
  readonly preference: number
  /** How well product and strengths meet the demand; at most 15. */
  readonly fit: number
}

const includes = <T>(list: readonly T[] | undefined, value: T | undefined): boolean =>
  list !== undefined && value !== undefined && list.includes(value)

const loanKindName = (kind: LoanKind): string => loanKindLabels[kind]

const productReason = (products: readonly Product[], { demand }: Applicant): readonly PushReason[] => {
  const [first] = products
  if (!first) return []
  const others = products.length > 1 ? `等 ${products.length} 款产品` : ''
  const range = `${formatWanYuan(first.minAmountFen)}至${formatWanYuan(first.maxAmountFen)}、最长 ${first.maxTermMonths} 个月`
  const asked = `${loanKindName(demand.loanKind)} ${formatWanYuan(demand.amountFen)}、${demand.termMonths} 个月`
  return [{ rule: 'product-fit', detail: `该行“${first.name}”${others}（${range}）与需求（${asked}）相符。` }]
}

/** D1: each strength of the bank that the enterprise meets. */
const strengths = ({ specialities }: Bank, applicant: Applicant): readonly string[] => {
  if (!specialities) return []
  const industry = findIndustry(applicant.industryCode)
  const { demand, keyChain, sizeClass, entityKind } = applicant
  const met: readonly (readonly [boolean, string])[] = [
    [includes(specialities.keyChains, keyChain), `重点产业链“${keyChain}”`],
    [includes(specialities.industrySections, industry?.section), `行业“${industry?.sectionName}”`],
    [includes(specialities.loanKinds, demand.loanKind), loanKindName(demand.loanKind)],
    [includes(specialities.sizeClasses, sizeClass), `${sizeClassLabels[sizeClass]}企业`],
    [includes(specialities.entityKinds, entityKind), entityKindLabels[entityKind]],
  ]
  return met.flatMap(([holds, text]) => (holds ? [text] : []))
}

/** `place`: in the enterprise's order, -1 when not in it. */
type Will = { readonly first: boolean; readonly place: number; readonly lends: boolean }

const wish = ({ place }: Will): number => (place < 0 ? 0 : 450 - 50 * Math.min(place, 7))

/** Steps wide enough that an earlier step of a rule is never outweighed by all later ones and the fit together. */
const preferences: Readonly<Record<PushRule, (will: Will) => number>> = {
  'intended-only': wish,
  'intended-first': will => wish(will) + (will.lends ? 30 : 0),
  'relation-first': will => wish(will) + (will.lends ? 500 : 0),
}
const backAfterRepair = 1_000

/** A fitting product counts more than all strengths together: it is what the enterprise can really be offered. */
const productWeight = 10

/** The bank as a candidate under the rule, or undefined when nothing speaks for it. */
export const candidateOf = (
  applicant: Applicant,
  bank: Bank,
  products: readonly Product[],
  rule: PushRule,
  on: string,
): Candidate | undefined => {
  const place = applicant.intendedBankIds.indexOf(bank.bankId)
  const lends = applicant.lendingBankIds.includes(bank.bankId)
  const fitting = products.filter(product => productFits(product, applicant, bank, on))
  const strong = strengths(bank, applicant)
  const first = applicant.firstBankId === bank.bankId
  if (rule === 'intended-only' && place < 0 && !first) return undefined
  const repaired: readonly PushReason[] = first
    ? [{ rule: 'repaired', detail: '经辅导修复后再次推荐，先回到原推送银行。' }]
    : []
  const willReasons: readonly PushReason[] = [
    ...(lends ? [{ rule: 'existing-relation' as const, detail: '企业现有贷款由该行发放。' }] : []),
    ...(place >= 0
      ? [{ rule: 'intended' as const, detail: `企业填报的第 ${place + 1} 家意向对接银行。` }]
      : []),
  ]
  const [mainReason, ...rest] = [
    ...repaired,
    ...(rule === 'relation-first' ? willReasons : willReasons.toReversed()),
    ...productReason(fitting, applicant),
    ...(strong.length > 0
      ? [{ rule: 'speciality' as const, detail: `符合该行经营特色：${strong.join('、')}。` }]
      : []),
  ]
  if (!mainReason) return undefined
  return {
    bank,
    reasons: [mainReason, ...rest],
    byWill: first || lends || place >= 0,
    preference: preferences[rule]({ first, place, lends }) + (first ? backAfterRepair : 0),
    fit: (fitting.length > 0 ? productWeight : 0) + strong.length,
  }
}
