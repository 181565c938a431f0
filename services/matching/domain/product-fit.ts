import {
  entityKindLabels,
  loanKindLabels,
  sectorTagLabels,
  sizeClassLabels,
} from '#shared/contracts/vocabulary.ts'
import { findIndustry } from '#shared/domain/industry.ts'
import { formatWanYuan } from '#shared/domain/money.ts'
import type { Applicant } from './applicant.ts'
import type { Bank } from './bank.ts'
import { checkCondition } from './condition.ts'
import { beyondLimits, type Limits } from './obstacles.ts'
import type { Product } from './product.ts'
import { placeOf, serves } from './region-tree.ts'

/** What a product asks about: an enterprise's case, on file or only imagined. */
export type Wanting = Pick<
  Applicant,
  | 'regionCode'
  | 'townshipCode'
  | 'entityKind'
  | 'sizeClass'
  | 'industryCode'
  | 'keyChain'
  | 'sectorTags'
  | 'firstLoan'
> & { readonly demand: Pick<Applicant['demand'], 'amountFen' | 'termMonths' | 'loanKind'> }

export const fitLabels = {
  'loan-kind': '贷款类型',
  amount: '金额',
  term: '期限',
  validity: '有效期',
  'entity-kind': '主体类型',
  'size-class': '企业规模',
  industry: '行业',
  region: '区域',
  sector: '重点领域',
  condition: '其他条件',
  limits: '机构受理范围',
} as const

export type FitCheck = {
  readonly check: keyof typeof fitLabels
  readonly met: boolean
  readonly detail: string
}

const permits = <T>(list: readonly T[] | undefined, value: T | undefined): boolean =>
  list === undefined || (value !== undefined && list.includes(value))

const named = <T extends string>(list: readonly T[] | undefined, labels: { readonly [K in T]: string }) =>
  list === undefined ? '不限' : list.map(each => labels[each]).join('、')

/** D5: each condition of a product against a case, in words. */
export const fitChecks = (
  product: Product,
  wanting: Wanting,
  bank: Pick<Bank, 'regionCodes'> & Limits,
  on: string,
): readonly FitCheck[] => {
  const beyond = beyondLimits(wanting.demand, bank)
  const { amountFen, termMonths, loanKind } = wanting.demand
  const industry = findIndustry(wanting.industryCode)
  const { validFrom, validTo, industrySections } = product
  const tags = wanting.sectorTags ?? []
  // A prefix may begin with the section's letter, whichever way the case writes its code.
  const industryCode = industry ? `${industry.section}${industry.code}` : wanting.industryCode
  const told = { ...wanting, ...wanting.demand, industryCode, regionCode: placeOf(wanting) }
  return [
    {
      check: 'loan-kind',
      met: product.loanKinds.includes(loanKind),
      detail: `适用于${named(product.loanKinds, loanKindLabels)}；需求为${loanKindLabels[loanKind]}`,
    },
    {
      check: 'amount',
      met: product.minAmountFen <= amountFen && amountFen <= product.maxAmountFen,
      detail: `${formatWanYuan(product.minAmountFen)}至${formatWanYuan(product.maxAmountFen)}；需求为${formatWanYuan(amountFen)}`,
    },
    {
      check: 'term',
      met: termMonths <= product.maxTermMonths,
      detail: `最长 ${product.maxTermMonths} 个月；需求为 ${termMonths} 个月`,
    },
    {
      check: 'validity',
      met: validFrom <= on && (validTo === undefined || on <= validTo),
      detail: `自 ${validFrom} ${validTo === undefined ? '起长期有效' : `至 ${validTo} 有效`}`,
    },
    {
      check: 'entity-kind',
      met: permits(product.entityKinds, wanting.entityKind),
      detail: `适用于${named(product.entityKinds, entityKindLabels)}；企业为${entityKindLabels[wanting.entityKind]}`,
    },
    {
      check: 'size-class',
      met: permits(product.sizeClasses, wanting.sizeClass),
      detail: `适用于${named(product.sizeClasses, sizeClassLabels)}；企业为${sizeClassLabels[wanting.sizeClass]}`,
    },
    {
      check: 'industry',
      met: permits(industrySections, industry?.section),
      detail: `适用于${industrySections?.join('、') ?? '不限'}；企业为${industry?.section ?? '未知'}${industry?.sectionName ?? ''}`,
    },
    {
      check: 'region',
      met: serves(product.regionCodes ?? bank.regionCodes, placeOf(wanting)),
      detail: `适用区划 ${(product.regionCodes ?? bank.regionCodes).join('、')}；企业在 ${placeOf(wanting)}`,
    },
    {
      check: 'sector',
      met: product.sectorTags === undefined || tags.some(tag => permits(product.sectorTags, tag)),
      detail: `适用于${named(product.sectorTags, sectorTagLabels)}；企业${tags.length === 0 ? '未填报重点领域' : `属于${named(tags, sectorTagLabels)}`}`,
    },
    ...(product.conditions ?? []).map(condition => ({
      check: 'condition' as const,
      ...checkCondition(condition, told),
    })),
    { check: 'limits', met: beyond === undefined, detail: beyond ?? '在该机构的受理金额与期限之内' },
  ]
}

/** D5: whether a loan of the bank meets the demand on the day; a guarantee or an insurance is no reason to tell a bank. */
export const productFits = (product: Product, wanting: Wanting, bank: Bank, on: string): boolean =>
  product.kind === 'loan' &&
  product.bankId === bank.bankId &&
  fitChecks(product, wanting, bank, on).every(({ met }) => met)
