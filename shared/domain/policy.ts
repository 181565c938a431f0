import * as z from 'zod'
import {
  amountFenSchema,
  daySchema,
  entityKindSchema,
  type SizeClass,
  sizeClassLabels,
} from '#shared/contracts/vocabulary.ts'
import { nation } from './region-structure.ts'

const levels = ['task-force', 'bank', 'leader'] as const

/** C2: no level twice, none before the one it follows. */
const levelsInOrder = z
  .array(z.enum(levels))
  .refine(
    all => all.every((level, at) => at === 0 || levels.indexOf(level) > levels.indexOf(all[at - 1] ?? level)),
    '审核层级须按专班初审、专班银行审核、专班组长审核的次序且不重复',
  )

const limits = Object.fromEntries(
  Object.entries(sizeClassLabels).map(([size, label]) => [
    size,
    amountFenSchema.optional().describe(`${label}，单位：分`),
  ]),
) as { readonly [S in SizeClass]: z.ZodOptional<typeof amountFenSchema> }

/** Everything a region may set; the sources differ and both are right. */
export const policySchema = z.strictObject({
  pushRule: z
    .enum(['intended-only', 'intended-first', 'relation-first'])
    .describe(
      '推送规则：intended-only 只推意向银行；intended-first 意向银行优先；relation-first 已有信贷关系优先',
    ),
  maxInstitutions: z.int().min(1).max(3).describe('同一企业同一批次至多推送的银行机构数，1 至 3'),
  decisionDays: z.int().min(1).max(90).describe('收齐材料后作出决定的期限，单位：自然日'),
  refusalWorkingDays: z.int().min(1).max(30).describe('不予授信的反馈期限，单位：工作日'),
  rollToWorkingDay: z.boolean().describe('自然日期限末日逢休息日是否顺延至下一工作日'),
  prioritySectors: z
    .array(z.string().min(1).max(40))
    .max(50)
    .describe('优先领域：重点领域代码（如 foreign-trade），或行业门类、行业代码前缀'),
  reviewLevels: levelsInOrder.min(1).describe('审核层级，依次进行'),
  industryConfirmation: z.boolean().describe('是否须行业主管部门确认'),
  conflictedBankReviewer: z.enum(['flag', 'bar']).describe('审核人所在机构为意向银行时：flag 标注；bar 回避'),
  mediumEnterprises: z
    .enum(['no', 'renewal', 'yes'])
    .describe('中型企业：no 不纳入；renewal 仅限续贷；yes 纳入'),
  entityKinds: z.array(entityKindSchema).min(1).describe('纳入的主体类型'),
  factsDueWorkingDays: z.int().min(1).max(30).describe('部门报送信息的期限，单位：工作日'),
  factsBeforePass: z
    .enum(['shown', 'required'])
    .describe('部门信息未齐时首级审核能否通过：shown 列明所缺、可以通过；required 七类齐备方可通过'),
  coachingDueWorkingDays: z.int().min(1).max(120).describe('辅导修复的期限，单位：工作日'),
  repairedLevels: levelsInOrder.describe('修复后再次推荐须经的审核层级，可为空'),
  acceptWithinHours: z.int().min(1).max(720).describe('银行接收推送的期限，单位：小时'),
  onSilence: z.enum(['remind', 'next-bank']).describe('银行逾期未接收：remind 催办；next-bank 改推下一家'),
  recallWithinHours: z.int().min(1).max(720).describe('银行确认召回的期限，单位：小时'),
  batchWeekdays: z
    .array(z.int().min(1).max(7))
    .max(7)
    .describe('每周哪几天自动推送一批：1 周一 … 7 周日；空为只由专班手工推送'),
  exposureWarningBp: z
    .int()
    .min(1_000)
    .max(100_000)
    .describe('各行授信合计超过需求的预警线，单位：基点（10000 为需求的一倍）'),
  exposureLimitsFen: z
    .strictObject(limits)
    .describe('同一企业各行存续授信合计的上限，按企业规模分列，单位：分；未列的规模不设上限'),
})
export type Policy = z.infer<typeof policySchema>
export type PolicyField = keyof Policy
export const policyFields = Object.keys(policySchema.shape) as PolicyField[]

/** What the sources leave open and a region may change. */
const common = {
  decisionDays: 30,
  refusalWorkingDays: 5,
  rollToWorkingDay: false,
  prioritySectors: [],
  reviewLevels: ['task-force'],
  industryConfirmation: true,
  factsBeforePass: 'shown',
  conflictedBankReviewer: 'flag',
  mediumEnterprises: 'renewal',
  entityKinds: ['enterprise', 'individual-business', 'farmers-cooperative', 'family-farm'],
  factsDueWorkingDays: 3,
  coachingDueWorkingDays: 20,
  repairedLevels: ['task-force'],
  acceptWithinHours: 72,
  onSilence: 'remind',
  recallWithinHours: 24,
  batchWeekdays: [],
  exposureWarningBp: 10_000,
  exposureLimitsFen: {},
} as const satisfies Partial<FrozenPolicy>

type FrozenPolicy = { readonly [K in PolicyField]: Policy[K] extends (infer U)[] ? readonly U[] : Policy[K] }

/**
 * The shipped profiles: 国家通用 (N2: the task force, then confirmation), 信阳 (X五: three levels),
 * 通川 (T二(二): the departments' facts, then confirmation; T三(一): relation first).
 */
export const profiles = {
  national: { ...common, pushRule: 'intended-first', maxInstitutions: 3 },
  xinyang: {
    ...common,
    pushRule: 'intended-only',
    maxInstitutions: 2,
    reviewLevels: ['task-force', 'bank', 'leader'],
    repairedLevels: ['leader'],
  },
  tongchuan: { ...common, pushRule: 'relation-first', maxInstitutions: 3, factsBeforePass: 'required' },
} as const satisfies Record<string, FrozenPolicy>
export type ProfileName = keyof typeof profiles
export const profileNameSchema = z
  .enum(Object.keys(profiles) as [ProfileName, ...ProfileName[]])
  .describe('政策模板：national 国家通用；xinyang 信阳；tongchuan 通川')

/** What a region said at one time: a profile, values of its own, from a day on. */
export const policySettingSchema = policySchema.partial().extend({
  profile: profileNameSchema.optional(),
  effectiveFrom: daySchema.optional().describe('自何日起施行；缺省为当日'),
  reason: z.string().min(2).max(200).optional().describe('设置或调整的依据'),
})
export type PolicySetting = z.infer<typeof policySettingSchema>

/** One version of a region's setting. */
export type PolicyVersion = {
  readonly regionCode: string
  readonly version: number
  readonly effectiveFrom: string
  readonly setting: PolicySetting
}

/** Where a value came from. */
export type PolicyOrigin = {
  readonly regionCode: string
  readonly version: number
  readonly profile?: ProfileName
}

export type EffectivePolicy = {
  readonly policy: Policy
  readonly origins: { readonly [F in PolicyField]: PolicyOrigin }
}

const shipped: PolicyVersion = {
  regionCode: nation,
  version: 0,
  effectiveFrom: '2024-10-28',
  setting: { profile: 'national' },
}

const newestOn = (history: readonly PolicyVersion[], on: string): readonly PolicyVersion[] =>
  history
    .filter(({ effectiveFrom }) => effectiveFrom <= on)
    .toSorted((a, b) =>
      a.effectiveFrom === b.effectiveFrom
        ? b.version - a.version
        : a.effectiveFrom < b.effectiveFrom
          ? 1
          : -1,
    )
    .slice(0, 1)

const valueFrom = ({ regionCode, version, setting }: PolicyVersion, field: PolicyField) => {
  if (setting[field] !== undefined) return { value: setting[field], origin: { regionCode, version } }
  const { profile } = setting
  return profile && { value: profiles[profile][field], origin: { regionCode, version, profile } }
}

/**
 * Each value from the nearest region that says it on that day, else from the national profile.
 * `chain` holds the histories from the region itself up the tree.
 */
export const effectivePolicy = (
  chain: readonly (readonly PolicyVersion[])[],
  on: string,
): EffectivePolicy => {
  const links = [...chain.flatMap(history => newestOn(history, on)), shipped]
  const found = policyFields.map(field => {
    const [nearest] = links.flatMap(link => valueFrom(link, field) ?? [])
    if (!nearest) throw new Error(`no profile says ${field}`)
    return [field, nearest] as const
  })
  return {
    policy: policySchema.parse(Object.fromEntries(found.map(([field, { value }]) => [field, value]))),
    origins: Object.fromEntries(
      found.map(([field, { origin }]) => [field, origin]),
    ) as EffectivePolicy['origins'],
  }
}
