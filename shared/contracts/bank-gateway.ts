import * as z from 'zod'
import { pushReasonSchema } from './matching.ts'
import { demandSchema, referralRefSchema } from './parts.ts'
import {
  amountFenSchema,
  collateralSchema,
  daySchema,
  entityKindSchema,
  sizeClassSchema,
} from './vocabulary.ts'

/** A granted line (E4). */
export const grantSchema = z.object({
  lineFen: amountFenSchema.describe('授信额度，单位：分'),
  rateBp: z.int().min(0).max(3600).describe('年利率，单位：基点（1 基点 = 0.01%）'),
  termMonths: z.int().min(1).max(360).describe('授信期限，单位：月'),
  collateral: collateralSchema,
  firstLoan: z.boolean().describe('是否首贷'),
  renewalWithoutRepayment: z.boolean().describe('是否无还本续贷'),
})

/** A refusal needs all three before its clock stops (E2). */
export const refusalSchema = z.object({
  code: z
    .enum([
      'credit-record',
      'operation',
      'cash-flow',
      'collateral',
      'use-of-funds',
      'material',
      'policy',
      'other',
    ])
    .describe('不予授信原因代码'),
  problem: z.string().min(4).max(500).describe('具体问题'),
  advice: z.string().min(4).max(500).describe('修复建议'),
  repairable: z.boolean().describe('经辅导后是否可修复'),
})

export const bankGatewayEvents = {
  'referral-offered.v1': referralRefSchema
    .extend({
      name: z.string(),
      entityKind: entityKindSchema,
      sizeClass: sizeClassSchema,
      industryCode: z.string(),
      demand: demandSchema,
      firstLoan: z.boolean(),
      keyChain: z.string().optional(),
      reasons: z.array(pushReasonSchema).min(1),
      existingRelation: z.boolean(),
      otherBanks: z.int().min(0),
      batchId: z.string(),
      offeredOn: daySchema,
    })
    .describe(
      'What a bank finds in its queue: one enterprise of the recommended list, without personal data (E3).',
    ),
  'referral-accepted.v1': referralRefSchema
    .extend({ acceptedOn: daySchema })
    .describe('The bank took the referral on (E3).'),
  'enterprise-contacted.v1': referralRefSchema
    .extend({ contactedOn: daySchema })
    .describe('The bank contacted the enterprise 对接 (E3, G3).'),
  'materials-completed.v1': referralRefSchema
    .extend({
      completedOn: daySchema,
      decisionDueOn: daySchema,
      dueRule: z.string(),
      provisional: z.boolean(),
    })
    .describe('All application material is in; the decision clock runs (E1).'),
  'credit-decided.v1': z
    .discriminatedUnion('outcome', [
      referralRefSchema.extend({ outcome: z.literal('granted'), decidedOn: daySchema, grant: grantSchema }),
      referralRefSchema.extend({
        outcome: z.literal('refused'),
        decidedOn: daySchema,
        refusal: refusalSchema,
      }),
      referralRefSchema.extend({ outcome: z.literal('given-up'), decidedOn: daySchema, reason: z.string() }),
    ])
    .describe(
      'The bank granted or refused, or the enterprise gave up: three different outcomes (E1, E2, D4).',
    ),
  'loan-drawn.v1': referralRefSchema
    .extend({ drawnOn: daySchema, amountFen: amountFenSchema, totalDrawnFen: amountFenSchema })
    .describe('Money was lent on a granted line (E3).'),
}
