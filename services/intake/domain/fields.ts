import * as z from 'zod'
import { daySchema, loanKindSchema } from '#shared/contracts/vocabulary.ts'
import { maxDemandFen } from '#shared/domain/money.ts'

/** Fields that more than one request has, with the words a caller reads when they are wrong. */

/** Raw as people type it; `readCode` says what is wrong with it. */
export const codeField = z
  .string()
  .max(40, '统一社会信用代码过长')
  .describe('统一社会信用代码，18 位；全角、空格、小写会自动规整')

export const dayField = (what: string) => daySchema.describe(`${what}，YYYY-MM-DD（北京时间）`)

const amountSaid = `金额须为正整数，单位：分，不超过 ${maxDemandFen} 分（10 亿元）`

/** 0, negative and absurd amounts are refused (B6). */
export const demandAmountField = z
  .int(amountSaid)
  .positive(amountSaid)
  .max(maxDemandFen, amountSaid)
  .describe('需求金额，单位：分')

export const termField = z
  .int('期限须为整数，单位：月')
  .min(1, '期限须为 1 至 360 个月')
  .max(360, '期限须为 1 至 360 个月')
  .describe('期限，单位：月')

export const purposeField = z
  .string()
  .trim()
  .min(2, '贷款用途须为 2 至 200 字')
  .max(200, '贷款用途须为 2 至 200 字')
  .describe('贷款用途')

export const loanKindField = loanKindSchema.describe(
  '贷款类型：working-capital 流动资金贷款、fixed-assets 固定资产贷款、operating 经营性贷款、renewal 续贷',
)

export const textField = (what: string, min: number, max: number) =>
  z
    .string()
    .trim()
    .min(min, `${what}须为 ${min} 至 ${max} 字`)
    .max(max, `${what}须为 ${min} 至 ${max} 字`)
    .describe(what)

/** `field: code 中文、…`, so that the API documents name every code of a closed list. */
export const labelled = (what: string, labels: { readonly [code: string]: string }): string =>
  `${what}：${Object.entries(labels)
    .map(([code, label]) => `${code} ${label}`)
    .join('、')}`
