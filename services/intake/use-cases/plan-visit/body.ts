import * as z from 'zod'
import { visitMethodLabels, visitMethodSchema } from '#shared/contracts/vocabulary.ts'
import { codeField, dayField, labelled, textField } from '../../domain/fields.ts'

/** 走访计划 (B3). */
export const planSchema = z.strictObject({
  uscc: codeField,
  unit: textField('走访单位', 2, 80),
  visitors: z
    .array(textField('走访人员姓名', 1, 30))
    .min(1, '走访人员须为 1 至 10 人')
    .max(10, '走访人员须为 1 至 10 人')
    .describe('走访人员'),
  method: visitMethodSchema.describe(labelled('走访方式', visitMethodLabels)),
  dueOn: dayField('走访期限，不早于今天'),
})
export type PlanBody = z.infer<typeof planSchema>

export const planResultSchema = z.object({
  planId: z.string().describe('走访计划编号'),
  uscc: z.string().describe('统一社会信用代码'),
  kind: z.enum(['general', 'focused']).describe('general 一般走访；focused 重点走访（已有融资需求）'),
  dueOn: z.string().describe('走访期限'),
  notBefore: z.string().optional().describe('企业要求此日之前不再打扰'),
})
export type PlanResult = z.infer<typeof planResultSchema>
