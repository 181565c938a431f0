import * as z from 'zod'
import {
  amountFenSchema,
  bankIdSchema,
  channelSchema,
  criterionSchema,
  daySchema,
  entityKindSchema,
  loanKindSchema,
  regionCodeSchema,
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
  name: z.string(),
  entityKind: entityKindSchema,
  sizeClass: sizeClassSchema,
  industryCode: z.string(),
  contact: z.object({
    /** Ciphertext under the province's key; opened for a bank only after it accepted. */
    sealed: z.string(),
    maskedLegalRepresentative: z.string(),
    maskedPhone: z.string(),
  }),
})

/** The application as it goes from the declared list to the banks (B6). */
export const applicationProfileSchema = entityProfileSchema.extend({
  applicationId: z.string(),
  demand: demandSchema,
  /** 1–2 intended banks 意向对接银行, in the enterprise's order. */
  intendedBankIds: z.array(bankIdSchema),
  /** Banks that lend to the enterprise now (D3). */
  lendingBankIds: z.array(bankIdSchema),
  firstLoan: z.boolean(),
  /** Key industry chain 重点产业链 (C5); absent when on none. */
  keyChain: z.string().optional(),
  channel: channelSchema,
  declaredOn: daySchema,
})
export type ApplicationProfile = z.infer<typeof applicationProfileSchema>

export const failedCriterionSchema = z.object({ criterion: criterionSchema, ground: z.string() })

/** Names an application in any event after declaration. */
export const applicationRefSchema = placeSchema.extend({ applicationId: z.string() })

/** Names a referral: one application at one bank. */
export const referralRefSchema = applicationRefSchema.extend({
  referralId: z.string(),
  bankId: bankIdSchema,
  institutionId: z.string(),
})
