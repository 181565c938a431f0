import * as z from 'zod'
import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { View } from '#shared/commits/table.ts'
import type { DomainEvent } from '#shared/contracts/events.ts'
import { sectorTagLabels } from '#shared/contracts/vocabulary.ts'
import { findIndustry } from '#shared/domain/industry.ts'
import {
  type Policy,
  type PolicyVersion,
  policyFields,
  policySchema,
  policySettingSchema,
  profileNameSchema,
  profiles,
} from '#shared/domain/policy.ts'

export type PushRule = Policy['pushRule']

const tags = Object.entries(sectorTagLabels)
const tagsText = tags.map(([tag, label]) => `${tag}（${label}）`).join('、')

/** D6: what an application can be matched by: a sector it belongs to, or its industry. */
const sectorSchema = z
  .string()
  .regex(new RegExp(`^([A-T]\\d{0,4}|${tags.map(([tag]) => tag).join('|')})$`), {
    error: `须为重点领域代码 ${tagsText}，或行业门类字母，可加行业代码前缀，如 C 或 C13`,
    abort: true,
  })
  .refine(sector => !/^[A-T]\d{2,4}$/.test(sector) || findIndustry(sector) !== undefined, {
    error: '国民经济行业分类中没有此代码，或代码不属于该门类；如制造业中的农副食品加工为 C13',
  })

const bodySchema = policySettingSchema.extend({
  prioritySectors: z
    .array(sectorSchema)
    .max(50)
    .optional()
    .describe(`优先领域：重点领域代码 ${tagsText}，或行业门类字母、字母加行业代码前缀`),
  batchWeekdays: policySchema.shape.batchWeekdays
    .refine(days => new Set(days).size === days.length, { error: '同一天只填一次' })
    .optional(),
})

export const policyBodySchema = bodySchema.refine(
  body => ['profile', ...policyFields].some(field => field in body),
  { error: '至少填写 profile 或一项设置' },
)

/** Values to try in place of those in force; nothing is set. */
export const policyTrialSchema = bodySchema.omit({ effectiveFrom: true, reason: true })

export const tryOut = (policy: Policy, { profile, ...values }: z.infer<typeof policyTrialSchema>): Policy =>
  // A batch from before a setting was there goes by what is shipped.
  policySchema.parse({ ...profiles.national, ...policy, ...(profile ? profiles[profile] : {}), ...values })

export type PolicyEvent = DomainEvent<'policy-set.v1'>

/** Everything a region ever said, oldest first; what holds on a day is asked of the whole history. */
export type PolicyState = { readonly versions: readonly PolicyVersion[] }

/** Regions that ever named days of the week for batches (D1). */
export const scheduleList = 'batch-schedules'

export const policyViews = ({ versions }: PolicyState): readonly View[] => {
  const [first] = versions
  if (!first || versions.every(({ setting }) => (setting.batchWeekdays ?? []).length === 0)) return []
  const { regionCode } = first
  return [{ name: 'schedule', list: { pk: scheduleList, sk: regionCode }, data: { regionCode } }]
}

export const policyAggregate: AggregateDefinition<PolicyState, PolicyEvent> = {
  name: 'policy',
  initial: { versions: [] },
  evolve: ({ versions }, event) => ({ versions: [...versions, event.data] }),
}

/** The version in force on a day: the latest day counts, and on one day the later word. */
export const versionOn = (versions: readonly PolicyVersion[], on: string): PolicyVersion | undefined =>
  versions
    .filter(({ effectiveFrom }) => effectiveFrom <= on)
    .toSorted((a, b) =>
      a.effectiveFrom === b.effectiveFrom ? 0 : a.effectiveFrom < b.effectiveFrom ? -1 : 1,
    )
    .at(-1)

/** Where a value came from: a region's own setting, or the profile that region chose. */
export const originSchema = z.strictObject({
  regionCode: z.string().describe('设置该值的区划代码'),
  version: z.int().min(0).describe('该区划政策的版本；0 为出厂设置'),
  profile: profileNameSchema.optional().describe('值取自的政策模板；区划自行设置者无此项'),
})
export const originsSchema = z.record(z.enum(policyFields), originSchema)
