import * as z from 'zod'
import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { DomainEvent } from '#shared/contracts/events.ts'
import { queuePrincipalSchema } from '#shared/contracts/matching.ts'
import {
  amountFenSchema,
  bankIdSchema,
  entityKindSchema,
  loanKindSchema,
  regionCodeSchema,
  sizeClassSchema,
} from '#shared/contracts/vocabulary.ts'

export const sectionSchema = z.string().regex(/^[A-T]$/, { error: '须为 A 至 T 的一个大写字母' })

/** What a bank is good at (D1); each list widens, none excludes. */
const specialitiesSchema = z.strictObject({
  industrySections: z.array(sectionSchema).min(1).max(20).optional().describe('擅长的国民经济行业门类字母'),
  loanKinds: z.array(loanKindSchema).min(1).optional().describe('擅长的贷款类型'),
  keyChains: z
    .array(z.string().trim().min(2).max(40))
    .min(1)
    .max(50)
    .optional()
    .describe('重点服务的产业链名称'),
  sizeClasses: z.array(sizeClassSchema).min(1).optional().describe('重点服务的企业规模'),
  entityKinds: z.array(entityKindSchema).min(1).optional().describe('重点服务的主体类型'),
})
export type Specialities = z.infer<typeof specialitiesSchema>

/** Whom the task force reaches: an office, never a person (H3). */
const officeSchema = z.strictObject({
  department: z.string().trim().min(2).max(40).describe('对接部门，如普惠金融部'),
  telephone: z
    .string()
    .regex(/^(0\d{2,3}-?\d{7,8}(-\d{1,6})?|400-?\d{3}-?\d{4}|9\d{4})$/, {
      error: '须为单位固定电话、400 电话或银行客服短号，如 0818-2100000；不得填写个人手机号',
    })
    .describe('单位固定电话'),
  address: z.string().trim().min(4).max(100).optional().describe('办公地址'),
})

const termMonthsSchema = z.int().min(1).max(360)

const appetiteSchema = z.strictObject({
  specialities: specialitiesSchema.optional().describe('经营特色'),
  minAmountFen: amountFenSchema.optional().describe('单户受理金额下限，单位：分'),
  maxAmountFen: amountFenSchema.optional().describe('单户受理金额上限，单位：分'),
  minTermMonths: termMonthsSchema.optional().describe('受理期限下限，单位：月'),
  maxTermMonths: termMonthsSchema.optional().describe('受理期限上限，单位：月'),
  batchCapacity: z.int().min(1).max(10_000).optional().describe('每批次最多接收的推送笔数；不填则不限'),
  dailyCapacity: z
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .describe('每日最多接收的推送笔数，各县各批次合计；不填则不限'),
  office: officeSchema.optional().describe('对接窗口；只填单位，不填个人'),
})

const bankFields = appetiteSchema.extend({
  name: z.string().trim().min(2).max(60).describe('银行机构（网点）名称'),
  institution: z
    .strictObject({
      id: bankIdSchema.describe('所属法人机构编号；“不超过 3 家”按此计数'),
      name: z.string().trim().min(2).max(60).describe('所属法人机构名称'),
    })
    .describe('所属法人机构'),
  regionCodes: z.array(regionCodeSchema).min(1).max(50).describe('服务区域，含其下级区划'),
  active: z.boolean().default(true).describe('是否参加推送'),
  parentBankId: bankIdSchema
    .optional()
    .describe('上级行编号，须为同一法人机构已登记者；上级行可查看下级行的办理情况'),
  queuePrincipal: queuePrincipalSchema
    .optional()
    .describe(
      '可直接读取本行队列的 AWS 主体：12 位账号，或 IAM 角色、用户的 ARN；不填则收回。仅登记机关可见',
    ),
})

const inOrder = (least: number | undefined, most: number | undefined): boolean =>
  (least ?? 0) <= (most ?? Number.MAX_SAFE_INTEGER)

export const bankBodySchema = bankFields
  .refine(({ minAmountFen, maxAmountFen }) => inOrder(minAmountFen, maxAmountFen), {
    path: ['maxAmountFen'],
    error: '受理金额上限不得低于下限',
  })
  .refine(({ minTermMonths, maxTermMonths }) => inOrder(minTermMonths, maxTermMonths), {
    path: ['maxTermMonths'],
    error: '受理期限上限不得短于下限',
  })
export type BankBody = z.infer<typeof bankBodySchema>

export const bankSchema = bankFields.extend({ bankId: bankIdSchema })
export type Bank = z.infer<typeof bankSchema>
export type Appetite = z.infer<typeof appetiteSchema>

export type BankEvent =
  | DomainEvent<'bank-registered.v1'>
  | { readonly type: 'bank-appetite-set'; readonly data: Appetite }

export type BankState =
  | { readonly status: 'unregistered' }
  | {
      readonly status: 'registered'
      readonly bank: Bank
      /** Regions it once served, so that its old rows come off their lists. */
      readonly formerRegionCodes: readonly string[]
    }

export const identityOf = (bank: Bank): DomainEvent<'bank-registered.v1'>['data'] => {
  const { bankId, name, institution, regionCodes, active, parentBankId, queuePrincipal } = bank
  return {
    bankId,
    name,
    institutionId: institution.id,
    institutionName: institution.name,
    regionCodes,
    active,
    ...(parentBankId === undefined ? {} : { parentBankId }),
    ...(queuePrincipal === undefined ? {} : { queuePrincipal }),
  }
}

const withoutAppetite = (bank: Bank): Bank => {
  const { institutionId: _id, institutionName: _name, ...identity } = identityOf(bank)
  return { ...identity, institution: bank.institution }
}

/** What the bank says of itself beyond who it is; the services that hear of it need none of it. */
export const appetiteOf = (bank: Bank): Appetite => {
  const identity = withoutAppetite(bank)
  return Object.fromEntries(
    Object.entries(bank).filter(([field, value]) => !(field in identity) && value !== undefined),
  )
}

const registered = (state: BankState, data: DomainEvent<'bank-registered.v1'>['data']): BankState => {
  const { institutionId, institutionName, ...identity } = data
  const before = state.status === 'registered' ? state : undefined
  const served = new Set([...(before?.formerRegionCodes ?? []), ...(before?.bank.regionCodes ?? [])])
  return {
    status: 'registered',
    bank: {
      ...(before ? appetiteOf(before.bank) : {}),
      ...identity,
      institution: { id: institutionId, name: institutionName },
    },
    formerRegionCodes: [...served].filter(code => !data.regionCodes.includes(code)),
  }
}

const evolve = (state: BankState, event: BankEvent): BankState => {
  if (event.type === 'bank-registered.v1') return registered(state, event.data)
  if (state.status === 'unregistered') return state
  return { ...state, bank: { ...withoutAppetite(state.bank), ...event.data } }
}

export const bankAggregate: AggregateDefinition<BankState, BankEvent> = {
  name: 'bank',
  initial: { status: 'unregistered' },
  evolve,
}
