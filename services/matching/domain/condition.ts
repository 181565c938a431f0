import * as z from 'zod'
import type { ApplicationProfile } from '#shared/contracts/parts.ts'
import {
  entityKindLabels,
  loanKindLabels,
  sectorTagLabels,
  sizeClassLabels,
} from '#shared/contracts/vocabulary.ts'
import { findIndustry } from '#shared/domain/industry.ts'
import { formatWanYuan } from '#shared/domain/money.ts'
import { unknownRegion, upwardFrom } from './region-tree.ts'

/** What a condition may ask of a case (D5); a case that does not tell it does not meet the condition. */
export type Told = {
  readonly amountFen: number
  readonly termMonths: number
  readonly entityKind: ApplicationProfile['entityKind']
  readonly sizeClass: ApplicationProfile['sizeClass']
  readonly loanKind: ApplicationProfile['demand']['loanKind']
  readonly industryCode: string
  readonly regionCode: string
  readonly keyChain?: string | undefined
  readonly sectorTags?: readonly string[] | undefined
  readonly firstLoan?: boolean | undefined
}

const fieldLabels = {
  amountFen: '需求金额',
  termMonths: '期限',
  entityKind: '主体类型',
  sizeClass: '企业规模',
  loanKind: '贷款类型',
  industryCode: '行业代码',
  regionCode: '区划代码',
  keyChain: '重点产业链',
  sectorTags: '重点领域',
  firstLoan: '是否首贷',
} as const satisfies { readonly [F in keyof Told]-?: string }

const lists: { readonly [field: string]: { readonly [code: string]: string } } = {
  entityKind: entityKindLabels,
  sizeClass: sizeClassLabels,
  loanKind: loanKindLabels,
  sectorTags: sectorTagLabels,
}

const texts = z.array(z.string().trim().min(1).max(40)).min(1).max(50)
const textFields = z.enum([
  'entityKind',
  'sizeClass',
  'loanKind',
  'industryCode',
  'regionCode',
  'keyChain',
  'sectorTags',
])

const operatorLabels = {
  'at-least': '不低于',
  'at-most': '不高于',
  is: '为',
  'one-of': '为',
  'none-of': '不为',
  'starts-with': '以此开头：',
} as const

const operatorSaid = `须为以下之一：${Object.keys(operatorLabels).join('、')}`

/** One condition of a product as data: field, operator, value. */
export const conditionSchema = z
  .discriminatedUnion(
    'operator',
    [
      z.strictObject({
        operator: z.enum(['at-least', 'at-most']).describe('at-least 不低于；at-most 不高于'),
        field: z
          .enum(['amountFen', 'termMonths'])
          .describe('amountFen 需求金额（分）；termMonths 期限（月）'),
        value: z.int().min(0).describe('界限值'),
      }),
      z.strictObject({
        operator: z.literal('is').describe('is 为'),
        field: z.literal('firstLoan').describe('firstLoan 是否首贷'),
        value: z.boolean(),
      }),
      z.strictObject({
        operator: z.enum(['one-of', 'none-of']).describe('one-of 为其中之一；none-of 不为其中任何一个'),
        field: textFields.describe('要求所针对的事项'),
        value: texts.describe('取值；主体类型、规模、贷款类型、重点领域填代码；行业与区划含其下级'),
      }),
      z.strictObject({
        operator: z.literal('starts-with').describe('starts-with 代码以其中之一开头'),
        field: z.enum(['industryCode', 'regionCode']).describe('行业代码（门类字母加数字）或区划代码'),
        value: texts.describe('代码前缀'),
      }),
    ],
    { error: ({ code }) => (code === 'invalid_union' ? operatorSaid : undefined) },
  )
  .superRefine(({ field, value }, context) => {
    const list = lists[field]
    if (!list || !Array.isArray(value)) return
    for (const [index, code] of value.entries())
      if (!(code in list))
        context.addIssue({
          code: 'custom',
          path: ['value', index],
          message: `${fieldLabels[field]}没有代码 ${code}，须为 ${Object.entries(list)
            .map(([known, label]) => `${known}（${label}）`)
            .join('、')}`,
        })
  })
export type Condition = z.infer<typeof conditionSchema>

const shown = (field: keyof Told, value: unknown): string => {
  if (field === 'amountFen') return formatWanYuan(Number(value))
  if (field === 'termMonths') return `${value} 个月`
  if (typeof value === 'boolean') return value ? '是' : '否'
  return lists[field]?.[String(value)] ?? String(value)
}

const shownAll = (field: keyof Told, values: readonly unknown[]): string =>
  values.map(value => shown(field, value)).join('、')

const holds = ({ operator, value }: Condition, told: readonly unknown[]): boolean => {
  switch (operator) {
    case 'at-least':
      return told.some(each => Number(each) >= value)
    case 'at-most':
      return told.some(each => Number(each) <= value)
    case 'is':
      return told.includes(value)
    case 'one-of':
      return told.some(each => value.includes(String(each)))
    case 'none-of':
      return !told.some(each => value.includes(String(each)))
    case 'starts-with':
      return told.some(each => value.some(prefix => String(each).startsWith(prefix)))
  }
}

/** An industry's code, and each wider one that it belongs to, with and without its section's letter. */
const industriesOf = (raw: string): readonly string[] => {
  const industry = findIndustry(raw)
  if (!industry) return [raw]
  const { section, code } = industry
  const wider = [2, 3, 4].filter(length => length <= code.length).map(length => code.slice(0, length))
  return [section, ...wider, ...wider.map(each => `${section}${each}`)]
}

/** A township is also in its county, a class also in its division: a condition may name either. */
const widerOf = (field: keyof Told, value: unknown): readonly unknown[] => {
  if (field === 'regionCode') return upwardFrom(String(value))
  return field === 'industryCode' ? industriesOf(String(value)) : [value]
}

const isSection = (code: string): boolean => /^[A-T]$/.test(code)

/** D5: codes that no case can ever have, by their place in the value: such a condition would exclude all or none. */
export const unknownCodes = ({ field, operator, value }: Condition): readonly (readonly [number, string])[] =>
  (Array.isArray(value) ? value : []).flatMap((code, index) => {
    const wrongIndustry = field === 'industryCode' && !isSection(code) && findIndustry(code) === undefined
    if (wrongIndustry)
      return [[index, `国民经济行业分类中没有 ${code}，须为门类字母或代码，如 C、C13 或 1310`] as const]
    if (field !== 'regionCode') return []
    const isPrefix = operator === 'starts-with' && /^G?\d{2,9}$/.test(code)
    const wrong = isPrefix ? undefined : unknownRegion(code, '')
    return wrong ? [[index, wrong.detail] as const] : []
  })

/** Whether a case meets the condition, with both sides in words. */
export const checkCondition = (condition: Condition, told: Told): { met: boolean; detail: string } => {
  const { field, operator } = condition
  const mine = [told[field] ?? []].flat()
  const asked = [condition.value].flat()
  const own = mine.length > 0 ? `企业为${shownAll(field, mine)}` : '企业未填报此项'
  return {
    met: holds(
      condition,
      mine.flatMap(each => widerOf(field, each)),
    ),
    detail: `${fieldLabels[field]}${operatorLabels[operator]}${shownAll(field, asked)}；${own}`,
  }
}
