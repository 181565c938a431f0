import * as z from 'zod'
import {
  amountFenSchema,
  bankIdSchema,
  channelSchema,
  criterionSchema,
  daySchema,
  entityKindSchema,
  loanKindSchema,
  maskedPhoneSchema,
  regionCodeSchema,
  sectorTagSchema,
  sizeClassSchema,
  usccSchema,
} from './vocabulary.ts'

/** What an enterprise asks for (B6). */
export const demandSchema = z.object({
  amountFen: amountFenSchema,
  termMonths: z.int().min(1).max(360).describe('期限，单位：月'),
  purpose: z.string().min(2).max(200).describe('贷款用途'),
  loanKind: loanKindSchema,
})
export type Demand = z.infer<typeof demandSchema>

/** Where an entity stands: every event carries it, so that each reader can place it without asking another service. */
export const placeSchema = z.object({
  uscc: usccSchema,
  /** County, or a functional zone at county level. */
  regionCode: regionCodeSchema,
  townshipCode: regionCodeSchema.optional(),
})

/** The entity as the later stages need it; personal data is only present sealed or masked (H3). */
export const entityProfileSchema = placeSchema.extend({
  name: z.string().describe('主体名称'),
  entityKind: entityKindSchema,
  sizeClass: sizeClassSchema,
  industryCode: z.string().describe('行业代码（GB/T 4754-2017）'),
  contact: z.object({
    /** Ciphertext under the province's key; opened for a bank only after it accepted. */
    sealed: z.string().describe('密文：法定代表人与联系电话'),
    maskedLegalRepresentative: z.string().describe('法定代表人（脱敏）'),
    maskedPhone: z.string().describe('联系电话（脱敏）'),
  }),
})

/** The application as it goes from the declared list to the banks (B6). */
export const applicationProfileSchema = entityProfileSchema.extend({
  applicationId: z.string().describe('申请编号'),
  demand: demandSchema,
  /** 1–2 intended banks 意向对接银行, in the enterprise's order. */
  intendedBankIds: z.array(bankIdSchema).describe('意向对接银行，按企业的次序'),
  /** Banks that lend to the enterprise now (D3). */
  lendingBankIds: z.array(bankIdSchema).describe('现有贷款银行'),
  firstLoan: z.boolean().describe('是否首贷'),
  /** Key industry chain 重点产业链 (C5); absent when on none. */
  keyChain: z.string().optional().describe('重点产业链'),
  channel: channelSchema,
  /** Sectors the enterprise belongs to (D6); absent in applications from before they were asked for. */
  sectorTags: z.array(sectorTagSchema).optional().describe('重点领域'),
  /** The bank that recommended the enterprise itself (B8). */
  recommendedBy: bankIdSchema.optional().describe('推荐该企业的银行'),
  /** Who brought or filed the application for the enterprise (C9); absent where nobody did. */
  intermediary: z
    .object({
      name: z.string().describe('中介机构名称'),
      uscc: usccSchema.optional(),
      maskedPhone: maskedPhoneSchema.optional(),
    })
    .optional()
    .describe('代办或撮合该申请的中介机构'),
  declaredOn: daySchema,
})
export type ApplicationProfile = z.infer<typeof applicationProfileSchema>

export const failedCriterionSchema = z.object({
  criterion: criterionSchema,
  ground: z.string().describe('依据'),
})

/** Names an application in any event after declaration. */
export const applicationRefSchema = placeSchema.extend({ applicationId: z.string().describe('申请编号') })

/** Names a referral: one application at one bank. */
export const referralRefSchema = applicationRefSchema.extend({
  referralId: z.string().describe('推送编号'),
  bankId: bankIdSchema,
  institutionId: z.string().describe('银行机构编号（法人或系统）'),
})
