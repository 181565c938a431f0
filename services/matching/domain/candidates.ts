import type { PushReason } from '#shared/contracts/matching.ts'
import type { ApplicationProfile } from '#shared/contracts/parts.ts'
import {
  entityKindLabels,
  type LoanKind,
  loanKindLabels,
  sizeClassLabels,
} from '#shared/contracts/vocabulary.ts'
import { findIndustry } from '#shared/domain/industry.ts'
import { formatWanYuan } from '#shared/domain/money.ts'
import type { Bank } from './bank.ts'
import type { PushRule } from './policy-values.ts'
import type { Product } from './product.ts'
import { placeOf, serves } from './region-tree.ts'

/** What the choice looks at; nothing personal. */
export type Applicant = Pick<
  ApplicationProfile,
  | 'applicationId'
  | 'regionCode'
  | 'townshipCode'
  | 'entityKind'
  | 'sizeClass'
  | 'industryCode'
  | 'demand'
  | 'intendedBankIds'
  | 'lendingBankIds'
  | 'keyChain'
  | 'declaredOn'
>

/** A bank that may be told, why, and in which order of preference. */
export type Candidate = {
  readonly bank: Bank
  readonly reasons: readonly [PushReason, ...PushReason[]]
  /** True when the enterprise named it or borrows from it: such banks are placed before any other's turn (D1). */
  readonly byWill: boolean
  /** Compared from the left, smaller first. */
  readonly rank: readonly number[]
}

const includes = <T>(list: readonly T[] | undefined, value: T | undefined): boolean =>
  list !== undefined && value !== undefined && list.includes(value)

const permits = <T>(list: readonly T[] | undefined, value: T | undefined): boolean =>
  list === undefined || includes(list, value)

/** D5: whether a product of the bank meets the demand on the day. */
export const productFits = (product: Product, applicant: Applicant, bank: Bank, on: string): boolean => {
  const { amountFen, termMonths, loanKind } = applicant.demand
  return (
    product.bankId === bank.bankId &&
    product.loanKinds.includes(loanKind) &&
    product.minAmountFen <= amountFen &&
    amountFen <= product.maxAmountFen &&
    termMonths <= product.maxTermMonths &&
    product.validFrom <= on &&
    (product.validTo === undefined || on <= product.validTo) &&
    permits(product.entityKinds, applicant.entityKind) &&
    permits(product.sizeClasses, applicant.sizeClass) &&
    permits(product.industrySections, findIndustry(applicant.industryCode)?.section) &&
    serves(product.regionCodes ?? bank.regionCodes, placeOf(applicant))
  )
}

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

const ranks: Readonly<Record<PushRule, (facts: Facts) => readonly number[]>> = {
  'intended-only': ({ wish }) => [wish],
  'intended-first': ({ wish, lends, fit }) => [wish, lends ? 0 : 1, -fit],
  'relation-first': ({ wish, lends, fit }) => [lends ? 0 : 1, wish, -fit],
}

/** `wish`: place in the enterprise's order, or behind all of it. `fit`: how well product and strengths meet the demand. */
type Facts = { readonly wish: number; readonly lends: boolean; readonly fit: number }

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
  if (rule === 'intended-only' && place < 0) return undefined
  const willReasons: readonly PushReason[] = [
    ...(lends ? [{ rule: 'existing-relation' as const, detail: '企业现有贷款由该行发放。' }] : []),
    ...(place >= 0
      ? [{ rule: 'intended' as const, detail: `企业填报的第 ${place + 1} 家意向对接银行。` }]
      : []),
  ]
  const [first, ...rest] = [
    ...(rule === 'relation-first' ? willReasons : willReasons.toReversed()),
    ...productReason(fitting, applicant),
    ...(strong.length > 0
      ? [{ rule: 'speciality' as const, detail: `符合该行经营特色：${strong.join('、')}。` }]
      : []),
  ]
  if (!first) return undefined
  const fit = (fitting.length > 0 ? productWeight : 0) + strong.length
  const wish = place >= 0 ? place : applicant.intendedBankIds.length
  return {
    bank,
    reasons: [first, ...rest],
    byWill: lends || place >= 0,
    rank: ranks[rule]({ wish, lends, fit }),
  }
}

/** Best first; banks that nothing tells apart stand by their id, so that the order never depends on the input's. */
export const byRank = (a: Candidate, b: Candidate): number => {
  const difference = a.rank.map((value, index) => value - (b.rank[index] ?? 0)).find(value => value !== 0)
  return difference ?? (a.bank.bankId < b.bank.bankId ? -1 : 1)
}
