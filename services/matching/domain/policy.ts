import * as z from 'zod'
import type { AggregateDefinition } from '#shared/commits/execute.ts'
import { nation } from '#shared/domain/regions.ts'
import { type Policy, policySchema } from './policy-values.ts'
import { profiles } from './profiles.ts'

export const policyBodySchema = policySchema
  .partial()
  .extend({
    profile: z
      .enum(['national', 'xinyang', 'tongchuan'])
      .optional()
      .describe('政策模板：national 国家通用、xinyang 信阳、tongchuan 通川；其余各项另填者优先'),
  })
  .refine(body => Object.keys(body).length > 0, { error: '至少填写 profile 或一项设置' })
export type PolicySetting = z.infer<typeof policyBodySchema>

export type PolicyEvent = { readonly type: 'policy-set'; readonly data: PolicySetting }

export type PolicyState =
  | { readonly status: 'unset' }
  | { readonly status: 'set'; readonly setting: PolicySetting }

export const policyAggregate: AggregateDefinition<PolicyState, PolicyEvent> = {
  name: 'policy',
  initial: { status: 'unset' },
  evolve: (_state, event) => ({ status: 'set', setting: event.data }),
}

/** Where a value came from: a region's own setting, or the profile that region chose. */
export const originSchema = z.strictObject({
  regionCode: z.string().describe('设置该值的区划代码'),
  version: z.int().min(0).describe('该区划政策的版本；0 为出厂设置'),
  profile: z.string().optional().describe('值取自的政策模板；区划自行设置者无此项'),
})

const policyFields = Object.keys(policySchema.shape) as (keyof Policy)[]
export const originsSchema = z.record(z.enum(policyFields), originSchema)

export const effectivePolicySchema = z.object({ policy: policySchema, origins: originsSchema })
export type EffectivePolicy = z.infer<typeof effectivePolicySchema>

export type SetPolicy = {
  readonly regionCode: string
  readonly version: number
  readonly setting: PolicySetting
}

const shipped: SetPolicy = { regionCode: nation, version: 0, setting: { profile: 'national' } }

const valueFrom = ({ regionCode, version, setting }: SetPolicy, field: keyof Policy) => {
  if (setting[field] !== undefined) return { value: setting[field], origin: { regionCode, version } }
  const { profile } = setting
  return profile && { value: profiles[profile][field], origin: { regionCode, version, profile } }
}

/** Each value from the nearest region that says it, else from the national profile. `chain` is nearest first. */
export const effectivePolicy = (chain: readonly SetPolicy[]): EffectivePolicy => {
  const found = policyFields.map(field => {
    const [nearest] = [...chain, shipped].flatMap(link => valueFrom(link, field) ?? [])
    return [field, nearest] as const
  })
  return effectivePolicySchema.parse({
    policy: Object.fromEntries(found.map(([field, nearest]) => [field, nearest?.value])),
    origins: Object.fromEntries(found.map(([field, nearest]) => [field, nearest?.origin])),
  })
}
