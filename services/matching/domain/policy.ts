import * as z from 'zod'
import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { DomainEvent } from '#shared/contracts/events.ts'
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

const bodySchema = policySettingSchema.extend({
  // The one sector tag that an application carries is its industry (D6).
  prioritySectors: z
    .array(
      z.string().regex(/^[A-T]\d{0,4}$/, { error: '须为行业门类字母，或门类字母加行业代码，如 C 或 C13' }),
    )
    .max(50)
    .optional()
    .describe('优先行业：国民经济行业门类字母，或字母加行业代码前缀'),
})

export const policyBodySchema = bodySchema.refine(
  body => ['profile', ...policyFields].some(field => field in body),
  { error: '至少填写 profile 或一项设置' },
)

/** Values to try in place of those in force; nothing is set. */
export const policyTrialSchema = bodySchema.omit({ effectiveFrom: true, reason: true })

export const tryOut = (policy: Policy, { profile, ...values }: z.infer<typeof policyTrialSchema>): Policy =>
  policySchema.parse({ ...policy, ...(profile ? profiles[profile] : {}), ...values })

export type PolicyEvent = DomainEvent<'policy-set.v1'>

/** Everything a region ever said, oldest first; what holds on a day is asked of the whole history. */
export type PolicyState = { readonly versions: readonly PolicyVersion[] }

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
