import * as z from 'zod'
import { policySettingSchema } from '#shared/domain/policy.ts'
import { applicationProfileSchema, applicationRefSchema, referralRefSchema } from './parts.ts'
import { amountFenSchema, bankIdSchema, closedList, daySchema, regionCodeSchema } from './vocabulary.ts'

/** Why this bank was chosen: the rule, and a sentence for the official and the bank. */
export const pushReasonSchema = z.object({
  rule: z
    .enum(['intended', 'existing-relation', 'product-fit', 'speciality', 'repaired'])
    .describe(
      'intended 意向银行；existing-relation 已有信贷关系；product-fit 产品适配；speciality 经营特色；repaired 修复后原银行优先',
    ),
  detail: z.string().describe('推送理由'),
})
export type PushReason = z.infer<typeof pushReasonSchema>

/** Clock lengths of the region's policy, carried along so that a running referral keeps the rule it began under. */
export const clockPolicySchema = z.object({
  /** Calendar days from complete material to decision (E1). */
  decisionDays: z.int().positive().describe('收齐材料后作出决定的期限，单位：自然日'),
  /** Working days from a refusal to its feedback (E2). */
  refusalWorkingDays: z.int().positive().describe('不予授信的反馈期限，单位：工作日'),
  /** Whether a calendar-day period ending on a rest day rolls on to the next working day (standards §4). */
  rollToWorkingDay: z.boolean().describe('末日逢休息日是否顺延'),
  /** Hours a bank has to accept (E7); absent in referrals from before it was a setting. */
  acceptWithinHours: z.int().positive().optional(),
  /** What follows when it does not. */
  onSilence: z.enum(['remind', 'next-bank']).optional(),
  /** Hours a bank has to acknowledge a recall (C7). */
  recallWithinHours: z.int().positive().optional(),
})
export type ClockPolicy = z.infer<typeof clockPolicySchema>

/** What the lines of all banks together went over (D4). */
export const exposureOverLabels = { demand: '超出需求', size: '超出规模上限' } as const
export type ExposureOver = keyof typeof exposureOverLabels
export const exposureOverSchema = closedList('超线事由', exposureOverLabels)

/** AWS's word for who may use a queue: an account, or one role or user of it; never anybody (E3). */
export const queuePrincipalSchema = z
  .string()
  .max(640, { error: '不超过 640 个字符' })
  .regex(/^(\d{12}|arn:aws(-cn)?:iam::\d{12}:(role|user)\/([\w+=,.@-]+\/)*[\w+=,.@-]{1,64})$/, {
    error:
      '须为 12 位 AWS 账号，或 IAM 角色、用户的完整 ARN（arn:<aws 或 aws-cn>:iam::<12 位账号>:role/<名称> 或 user/<名称>）；不得含通配符',
  })
  .describe('可直接读取本行队列的 AWS 主体：12 位账号，或 IAM 角色、用户的 ARN')

export const matchingEvents = {
  'bank-registered.v1': z
    .object({
      bankId: bankIdSchema,
      name: z.string().describe('银行（网点）名称'),
      institutionId: z.string().describe('银行机构编号'),
      institutionName: z.string().describe('银行机构名称'),
      regionCodes: z.array(regionCodeSchema).describe('服务区划'),
      active: z.boolean().describe('是否启用'),
      /** The bank above this branch, which sees what its branches do (A3). */
      parentBankId: bankIdSchema.optional().describe('上级行编号'),
      /** Who may read the bank's own queue directly (E3). */
      queuePrincipal: queuePrincipalSchema.optional(),
    })
    .describe('A bank’s profile was registered or changed: who it is and which regions it serves (D1).'),
  'batch-planned.v1': z
    .object({ batchId: z.string(), regionCode: regionCodeSchema, plannedOn: daySchema })
    .describe('A batch was planned; whoever finds it unfinished carries it out (D1).'),
  'referral-dispatched.v1': applicationProfileSchema
    .omit({ intendedBankIds: true, lendingBankIds: true })
    .extend({
      referralId: z.string().describe('推送编号'),
      bankId: bankIdSchema,
      institutionId: z.string().describe('银行机构编号'),
      bankName: z.string().describe('银行（网点）名称'),
      batchId: z.string().describe('推送批次编号'),
      listId: z.string().describe('推荐清单编号'),
      reasons: z.array(pushReasonSchema).min(1).describe('推送理由'),
      /** The bank already lends to the enterprise (D3). */
      existingRelation: z.boolean().describe('该行已有贷款'),
      /** How many other banks were told in the same push; never which (least disclosure). */
      otherBanks: z.int().min(0).describe('同批另推的银行数'),
      dispatchedOn: daySchema,
      clocks: clockPolicySchema,
    })
    .describe('An application was pushed to one bank, with the reasons (D1–D3).'),
  'application-concluded.v1': applicationRefSchema
    .extend({
      outcome: z.enum(['credited', 'not-credited']),
      concludedOn: daySchema,
      /** The list of the push that ended: a later one of the same application is still to end (F1). Absent in earlier events. */
      listId: z.string().optional().describe('所依据的推荐清单编号'),
      /** A demand that is covered goes to no further bank, repaired or not (D4). */
      demandCovered: z.boolean().optional().describe('授信是否已覆盖需求'),
    })
    .describe(
      'Every bank of the push has decided, or was called back and no other is left; the entity may declare again (B11).',
    ),
  'policy-set.v1': z
    .object({
      regionCode: regionCodeSchema,
      version: z.int().positive(),
      effectiveFrom: daySchema,
      setting: policySettingSchema,
    })
    .describe('A region set its policy; it holds for the region’s subtree from a day on.'),
  'referral-recalled.v1': referralRefSchema
    .extend({
      reason: z.enum(['removed', 'withdrawn', 'unaccepted']),
      detail: z.string(),
      recalledOn: daySchema,
    })
    .describe('A referral is called back: the bank must stop and say that it has seen it (C7, B5).'),
  'sibling-credited.v1': referralRefSchema
    .extend({
      /** Band of the amount another bank granted, never the amount or the bank (least disclosure). */
      band: z.enum(['up-to-1m', 'up-to-5m', 'up-to-10m', 'above-10m']),
      demandCovered: z.boolean(),
      creditedOn: daySchema,
    })
    .describe('Another bank on the same push granted credit; this bank is told at once (D4).'),
  'exposure-warned.v1': applicationRefSchema
    .extend({
      demandFen: amountFenSchema,
      grantedFen: amountFenSchema,
      banks: z.int().min(1),
      /** Absent in events from before a ceiling could be set: those went over the demand. */
      over: z.array(exposureOverSchema).min(1).optional().describe('超线事由'),
      /** Of all applications of the enterprise up to this one and off the lists: what stands against the ceiling. */
      entityFen: amountFenSchema.optional().describe('该企业存续授信合计，单位：分'),
      limitFen: amountFenSchema.optional().describe('该企业所属规模的授信上限，单位：分'),
      warnedOn: daySchema,
    })
    .describe(
      'The lines of all banks together are over the region’s share of the demand, over its ceiling for the enterprise’s size, or both; said again when that changes (D4).',
    ),
  'exposure-eased.v1': applicationRefSchema
    .extend({ grantedFen: z.int().min(0).describe('各行授信合计，单位：分'), easedOn: daySchema })
    .describe(
      'The lines of all banks together are over neither the share of the demand nor the ceiling any more (D4).',
    ),
}
