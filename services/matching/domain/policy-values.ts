import * as z from 'zod'

export const pushRuleLabels = {
  'intended-only': '只推送意向对接银行',
  'intended-first': '意向对接银行优先，其次现有贷款银行，再次产品与特色相符的银行',
  'relation-first': '现有贷款银行优先，其次意向对接银行，再次产品与特色相符的银行',
} as const
export type PushRule = keyof typeof pushRuleLabels

export const policySchema = z.strictObject({
  pushRule: z.enum(Object.keys(pushRuleLabels) as [PushRule, ...PushRule[]]).describe(
    `推送规则：${Object.entries(pushRuleLabels)
      .map(([code, label]) => `${code} ${label}`)
      .join('；')}`,
  ),
  maxInstitutions: z.int().min(1).max(3).describe('同一企业同一批次最多推送的银行法人机构数，1 至 3'),
  decisionDays: z.int().min(1).max(180).describe('材料收齐后作出授信决定的时限，单位：日历日'),
  refusalWorkingDays: z.int().min(1).max(60).describe('不予授信后反馈的时限，单位：工作日'),
  rollToWorkingDay: z.boolean().describe('日历日期限的最后一天为休息日时是否顺延至工作日'),
  prioritySectors: z
    .array(
      z.string().regex(/^[A-T]\d{0,4}$/, { error: '须为行业门类字母，或门类字母加行业代码，如 C 或 C13' }),
    )
    .max(50)
    .describe('优先行业：国民经济行业门类字母，或字母加行业代码前缀'),
})
/** How a region pushes (D2, D3, D6) and which clocks run afterwards (E1, E2). */
export type Policy = z.infer<typeof policySchema>
