import * as z from 'zod'
import { applicationProfileSchema, applicationRefSchema } from './parts.ts'
import { bankIdSchema, daySchema, regionCodeSchema } from './vocabulary.ts'

/** Why this bank was chosen: the rule, and a sentence for the official and the bank. */
export const pushReasonSchema = z.object({
  rule: z.enum(['intended', 'existing-relation', 'product-fit', 'speciality']),
  detail: z.string(),
})
export type PushReason = z.infer<typeof pushReasonSchema>

/** Clock lengths of the region's policy, carried along so that a running referral keeps the rule it began under. */
export const clockPolicySchema = z.object({
  /** Calendar days from complete material to decision (E1). */
  decisionDays: z.int().positive(),
  /** Working days from a refusal to its feedback (E2). */
  refusalWorkingDays: z.int().positive(),
  /** Whether a calendar-day period ending on a rest day rolls on to the next working day (standards §4). */
  rollToWorkingDay: z.boolean(),
})
export type ClockPolicy = z.infer<typeof clockPolicySchema>

export const matchingEvents = {
  'bank-registered.v1': z
    .object({
      bankId: bankIdSchema,
      name: z.string(),
      institutionId: z.string(),
      institutionName: z.string(),
      regionCodes: z.array(regionCodeSchema),
      active: z.boolean(),
    })
    .describe('A bank’s profile was registered or changed: who it is and which regions it serves (D1).'),
  'batch-planned.v1': z
    .object({ batchId: z.string(), regionCode: regionCodeSchema, plannedOn: daySchema })
    .describe('A batch was planned; whoever finds it unfinished carries it out (D1).'),
  'referral-dispatched.v1': applicationProfileSchema
    .omit({ intendedBankIds: true, lendingBankIds: true })
    .extend({
      referralId: z.string(),
      bankId: bankIdSchema,
      institutionId: z.string(),
      bankName: z.string(),
      batchId: z.string(),
      listId: z.string(),
      reasons: z.array(pushReasonSchema).min(1),
      /** The bank already lends to the enterprise (D3). */
      existingRelation: z.boolean(),
      /** How many other banks were told in the same push; never which (least disclosure). */
      otherBanks: z.int().min(0),
      dispatchedOn: daySchema,
      clocks: clockPolicySchema,
    })
    .describe('An application was pushed to one bank, with the reasons (D1–D3).'),
  'application-concluded.v1': applicationRefSchema
    .extend({ outcome: z.enum(['credited', 'not-credited']), concludedOn: daySchema })
    .describe('Every bank of the push has decided; the entity may declare again (B11).'),
}
