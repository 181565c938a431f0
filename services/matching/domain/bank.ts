import * as z from 'zod'
import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { DomainEvent } from '#shared/contracts/events.ts'
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

const appetiteSchema = z.strictObject({
  specialities: specialitiesSchema.optional().describe('经营特色'),
  minAmountFen: amountFenSchema.optional().describe('单户受理金额下限，单位：分'),
  maxAmountFen: amountFenSchema.optional().describe('单户受理金额上限，单位：分'),
  batchCapacity: z.int().min(1).max(10_000).optional().describe('每批次最多接收的推送笔数；不填则不限'),
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
})

export const bankBodySchema = bankFields.refine(
  ({ minAmountFen, maxAmountFen }) => (minAmountFen ?? 0) <= (maxAmountFen ?? Number.MAX_SAFE_INTEGER),
  { path: ['maxAmountFen'], error: '受理金额上限不得低于下限' },
)
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

export const identityOf = ({ bankId, name, institution, regionCodes, active }: Bank) => ({
  bankId,
  name,
  institutionId: institution.id,
  institutionName: institution.name,
  regionCodes,
  active,
})

export const appetiteOf = ({ specialities, minAmountFen, maxAmountFen, batchCapacity }: Bank): Appetite => ({
  ...(specialities ? { specialities } : {}),
  ...(minAmountFen === undefined ? {} : { minAmountFen }),
  ...(maxAmountFen === undefined ? {} : { maxAmountFen }),
  ...(batchCapacity === undefined ? {} : { batchCapacity }),
})

const registered = (state: BankState, data: ReturnType<typeof identityOf>): BankState => {
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
  const { bankId, name, institution, regionCodes, active } = state.bank
  return { ...state, bank: { bankId, name, institution, regionCodes, active, ...event.data } }
}

export const bankAggregate: AggregateDefinition<BankState, BankEvent> = {
  name: 'bank',
  initial: { status: 'unregistered' },
  evolve,
}
