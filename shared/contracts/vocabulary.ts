import * as z from 'zod'

/** Closed lists that travel in events and over HTTP. Each has its Chinese labels beside it: one place, one truth. */

/** A closed list whose codes and Chinese labels stand together in every generated document. */
export const closedList = <const L extends { readonly [code: string]: string }>(title: string, labels: L) =>
  z.enum(Object.keys(labels) as [keyof L & string, ...(keyof L & string)[]]).describe(
    `${title}：${Object.entries(labels)
      .map(([code, label]) => `${code} ${label}`)
      .join('；')}`,
  )

/** Five criteria 5项标准 (B4). */
export const criterionLabels = {
  'compliant-operation': '合规持续经营',
  'fixed-premises': '固定经营场所',
  'genuine-demand': '真实融资需求',
  'good-credit': '信用状况良好',
  'lawful-use': '贷款用途依法合规',
} as const
export const criteria = Object.keys(criterionLabels) as [Criterion, ...Criterion[]]
export type Criterion = keyof typeof criterionLabels
export const criterionSchema = closedList('五项标准', criterionLabels)

/** Kinds of entity (B2). */
export const entityKindLabels = {
  enterprise: '企业',
  'individual-business': '个体工商户',
  'farmers-cooperative': '农民专业合作社',
  'family-farm': '家庭农场',
} as const
export type EntityKind = keyof typeof entityKindLabels
export const entityKindSchema = closedList('主体类型', entityKindLabels)

/** Size classes (standards §1). */
export const sizeClassLabels = {
  large: '大型',
  medium: '中型',
  small: '小型',
  micro: '微型',
  'not-applicable': '不适用划型',
  undetermined: '指标不全，未能划型',
} as const
export type SizeClass = keyof typeof sizeClassLabels
export const sizeClassSchema = closedList('企业规模', sizeClassLabels)

/** Kinds of loan asked for (B6). */
export const loanKindLabels = {
  'working-capital': '流动资金贷款',
  'fixed-assets': '固定资产贷款',
  operating: '经营性贷款',
  renewal: '续贷',
} as const
export type LoanKind = keyof typeof loanKindLabels
export const loanKindSchema = closedList('贷款类型', loanKindLabels)

/** Channels and schemes an application came through (B9). */
export const channelLabels = {
  visit: '走访',
  window: '服务窗口',
  bank: '银行推荐',
  platform: '融资信用服务平台',
  'credit-loan-scheme': '信易贷',
  'bank-tax': '银税互动',
  'science-innovation-loan': '科创贷',
  'park-guarantee-loan': '园保贷',
  'rural-revitalisation-loan': '乡村振兴贷',
  'private-first-loan': '民企首贷通',
  'chain-leader': '产业链长制',
} as const
export type Channel = keyof typeof channelLabels
export const channelSchema = closedList('来源渠道', channelLabels)

/** Sectors that a region may put first (D6); what an application belongs to is said at its declaration. */
export const sectorTagLabels = {
  'foreign-trade': '外贸',
  private: '民营',
  technology: '科技',
  consumption: '消费',
  agriculture: '三农',
  green: '绿色',
} as const
export type SectorTag = keyof typeof sectorTagLabels
export const sectorTagSchema = closedList('重点领域', sectorTagLabels)

/** Collateral kinds (E4). */
export const collateralLabels = {
  credit: '信用',
  mortgage: '抵押',
  pledge: '质押',
  surety: '保证',
  guarantee: '担保',
} as const
export const collateralSchema = closedList('担保方式', collateralLabels)

/** Ways of visiting (B3). */
export const visitMethodLabels = {
  'on-site': '实地走访',
  phone: '电话',
  online: '线上',
  window: '窗口接待',
} as const
export type VisitMethod = keyof typeof visitMethodLabels
export const visitMethodSchema = closedList('走访方式', visitMethodLabels)

/** Levels of review in their order (C2). */
export const reviewLevelLabels = {
  'task-force': '专班初审',
  bank: '专班银行审核',
  leader: '专班组长审核',
} as const
export type ReviewLevel = keyof typeof reviewLevelLabels

/** A mobile number as far as it is shown: enough to compare, too little to call (H3). */
export const maskedPhoneSchema = z
  .string()
  .regex(/^1\d{2}\*{4}\d{4}$/, '须为脱敏的手机号：前三位、四个星号、后四位，如 138****5678')
  .describe('手机号（脱敏）：前三位、四个星号、后四位')

export const daySchema = z.iso
  .date('须为 YYYY-MM-DD 形式的日期，如 2026-03-02')
  .describe('日期 YYYY-MM-DD（北京时间）')
export const amountFenSchema = z
  .int('须为整数，单位：分')
  .positive('须大于 0，单位：分')
  .describe('金额，单位：分')
export const regionCodeSchema = z
  .string()
  .regex(
    /^(\d{6}|\d{9}|G\d{8})$/,
    '区划代码须为六位（县级及以上）、九位（乡镇、街道）数字，或 G 加八位数字（功能区）',
  )
  .describe('区划代码：县级及以上六位，乡镇（街道）九位，功能区以 G 开头')
export const usccSchema = z
  .string()
  .regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/, '须为 18 位统一社会信用代码')
  .describe('统一社会信用代码，18 位')
export const bankIdSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, '银行编号由小写字母、数字与连字符组成')
  .max(40, '银行编号不超过 40 个字符')
  .describe('银行机构（网点）编号：小写字母、数字与连字符，不超过 40 个字符')
