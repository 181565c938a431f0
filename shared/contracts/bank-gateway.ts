import * as z from 'zod'
import { pushReasonSchema } from './matching.ts'
import { demandSchema, referralRefSchema } from './parts.ts'
import {
  amountFenSchema,
  bankIdSchema,
  closedList,
  collateralSchema,
  daySchema,
  entityKindSchema,
  regionCodeSchema,
  sizeClassSchema,
  usccSchema,
} from './vocabulary.ts'

/** Support that a loan may carry (E9). */
export const supportLabels = {
  'government-guarantee': '政府性融资担保',
  'risk-sharing': '风险分担补偿',
  'interest-subsidy': '贷款贴息',
  reward: '贷款奖补',
  'agriculture-small-business-relending': '支农支小再贷款',
  rediscount: '再贴现',
  'inclusive-loan-facility': '普惠小微贷款支持工具',
  'carbon-reduction-facility': '碳减排支持工具',
  'technology-innovation-relending': '科技创新再贷款',
  'credit-insurance': '信用保险',
} as const

/** A granted line (E4). */
export const grantSchema = z.object({
  lineFen: amountFenSchema.describe('授信额度，单位：分'),
  rateBp: z.int().min(0).max(3600).describe('年利率，单位：基点（1 基点 = 0.01%）'),
  termMonths: z.int().min(1).max(360).describe('授信期限，单位：月'),
  collateral: collateralSchema,
  firstLoan: z.boolean().describe('是否首贷'),
  renewalWithoutRepayment: z.boolean().describe('是否无还本续贷'),
  productId: z.string().min(1).max(100).optional().describe('所用金融产品编号'),
  unsecured: z.boolean().optional().describe('是否信用贷款（无抵押、质押、保证或担保）'),
  online: z.boolean().optional().describe('是否线上办理'),
  guaranteeFeeBp: z
    .int()
    .min(0)
    .max(10_000)
    .optional()
    .describe('政府性融资担保机构的年担保费率，单位：基点，不得高于 100（即 1%）'),
  otherFeesFen: z
    .int()
    .min(0)
    .max(100_000_000_000)
    .optional()
    .describe('利息与担保费之外由企业承担的一次性费用合计，单位：分'),
  comprehensiveCostBp: z
    .int()
    .min(0)
    .optional()
    .describe('综合融资成本，年化，单位：基点；由利率、担保费率与一次性费用算得'),
  supports: z
    .array(closedList('贷款享受的支持', supportLabels))
    .max(10)
    .optional()
    .describe('该笔贷款享受的各项支持'),
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

const materialsSchema = z.object({
  completedOn: daySchema,
  decisionDueOn: daySchema,
  dueRule: z.string(),
  provisional: z.boolean(),
})

const renewalSchema = z.object({
  renewedOn: daySchema,
  amountFen: amountFenSchema,
  maturesOn: daySchema,
  withoutRepayment: z.boolean().describe('是否无还本续贷'),
})

const creditDecisionSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('granted'), decidedOn: daySchema, grant: grantSchema }),
  z.object({ outcome: z.literal('refused'), decidedOn: daySchema, refusal: refusalSchema }),
  z.object({ outcome: z.literal('given-up'), decidedOn: daySchema, reason: z.string() }),
])

/** A bank's webhook is no matter of one county: it is shown to every region the bank serves. */
const webhookStandingSchema = z.object({
  bankId: bankIdSchema,
  institutionId: z.string().describe('银行机构编号'),
  regionCodes: z.array(regionCodeSchema).describe('服务区划'),
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
  'referral-unaccepted.v1': referralRefSchema
    .extend({ offeredOn: daySchema, hours: z.int().positive(), noticedOn: daySchema })
    .describe('A bank did not accept within the policy’s hours (E7).'),
  'recall-offered.v1': referralRefSchema
    .extend({
      reason: z.enum(['removed', 'withdrawn', 'unaccepted']),
      detail: z.string(),
      recalledOn: daySchema,
    })
    .describe('What a bank finds in its queue when a referral is called back; it must acknowledge (C7).'),
  'recall-acknowledged.v1': referralRefSchema
    .extend({ acknowledgedOn: daySchema })
    .describe('The bank said that it has seen the recall (C7).'),
  'sibling-notice-offered.v1': referralRefSchema
    .extend({
      band: z.enum(['up-to-1m', 'up-to-5m', 'up-to-10m', 'above-10m']),
      demandCovered: z.boolean(),
      creditedOn: daySchema,
    })
    .describe('What a bank finds in its queue when another bank on the same push granted credit (D4).'),
  'clock-warned.v1': referralRefSchema
    .extend({
      clock: z.enum(['acceptance', 'decision', 'refusal-feedback', 'recall']),
      level: z.enum(['near-due', 'due', 'overdue']),
      dueOn: daySchema,
      warnedOn: daySchema,
    })
    .describe('A clock is near its end, at its end or past it; each said once, to the bank and above (E7).'),
  'loan-misused.v1': referralRefSchema
    .extend({ kind: z.enum(['misuse', 'false-material']), problem: z.string(), reportedOn: daySchema })
    .describe('After the loan: misuse or a false statement; the task force decides on removal (E6, C7).'),
  'loan-renewed.v1': referralRefSchema
    .extend(renewalSchema.shape)
    .describe('A loan was renewed, with or without repaying principal (E4, B12).'),
  'loan-repaid.v1': referralRefSchema
    .extend({ repaidOn: daySchema })
    .describe('Everything lent on the line is repaid; the line no longer counts as exposure (E3, D4).'),
  'credit-withdrawn.v1': referralRefSchema
    .extend({ withdrawnOn: daySchema, reason: z.string() })
    .describe('The bank took back a line on which nothing was drawn (E3, D4).'),
  'feedback-corrected.v1': referralRefSchema
    .extend({
      correctedOn: daySchema,
      reason: z.string().describe('更正的理由'),
      /** How the referral stands after the correction; a field is absent where there is none. */
      decision: creditDecisionSchema.optional(),
      totalDrawnFen: z.int().min(0).describe('更正后累计放款，单位：分'),
      acceptedOn: daySchema.optional(),
      contactedOn: daySchema.optional(),
      materials: materialsSchema.optional(),
      /** Every drawing and renewal as it now holds; absent in corrections from before they were told. */
      drawings: z.array(z.object({ drawnOn: daySchema, amountFen: amountFenSchema })).optional(),
      renewals: z.array(renewalSchema).optional(),
      repaidOn: daySchema.optional(),
      withdrawnOn: daySchema.optional(),
    })
    .describe(
      'A bank corrected an earlier feedback: how the referral stands with the right values (E3, H4).',
    ),
  'off-list-credit-recorded.v1': z
    .object({
      creditId: z.string().describe('清单外授信编号'),
      bankId: bankIdSchema,
      institutionId: z.string().describe('银行机构编号'),
      uscc: usccSchema,
      name: z.string().describe('主体名称'),
      regionCode: regionCodeSchema,
      entityKind: entityKindSchema,
      sizeClass: sizeClassSchema.optional(),
      decidedOn: daySchema,
      grant: grantSchema,
      drawnFen: z.int().min(0).describe('已放款，单位：分'),
      /** From then on the line is nobody's exposure; what was granted and drawn stays (D4). */
      endedOn: daySchema.optional().describe('授信终止之日：全部结清或撤销'),
      /** Counts in place of an earlier record of the same credit. */
      revision: z.int().positive(),
      recordedOn: daySchema,
      /** The bank had named the wrong enterprise: under this code nothing of the credit counts any more. */
      voided: z.literal(true).optional().describe('授信编号已改记另一主体，此主体名下不再计入'),
    })
    .describe('Credit granted to an enterprise that stands on neither list 清单外授信 (D7).'),
  'webhook-disabled.v1': webhookStandingSchema
    .extend({ reason: z.string().describe('停用原因'), failingSince: z.string(), disabledOn: daySchema })
    .describe(
      'A bank’s webhook failed for days and was switched off; its messages wait in its queue (E3, E7).',
    ),
  'webhook-enabled.v1': webhookStandingSchema
    .extend({ enabledOn: daySchema })
    .describe('A bank’s webhook that was switched off works again (E3, E7).'),
}
