import * as z from 'zod'
import { visitMethodLabels, visitMethodSchema } from '#shared/contracts/vocabulary.ts'
import {
  codeField,
  dayField,
  demandAmountField,
  labelled,
  loanKindField,
  purposeField,
  termField,
  textField,
} from '../../domain/fields.ts'
import { criteriaField } from '../submit-application/body.ts'

/** What the visit found out; the declaration asks for all of it (B3, B6). */
const visitDemandSchema = z.strictObject({
  amountFen: demandAmountField,
  termMonths: termField.optional(),
  purpose: purposeField.optional(),
  loanKind: loanKindField.optional(),
})

const offlineSchema = z.strictObject({
  deviceId: z
    .string()
    .regex(/^[\w.-]{1,64}$/, '设备编号须为 1 至 64 个字母、数字、点、横线或下划线')
    .describe('设备编号'),
  clientSequence: z.int('设备序号须为正整数').positive('设备序号须为正整数').describe('该设备自己的流水序号'),
  recordedAt: z.iso
    .datetime({ offset: true, error: '登记时间须为带时区的 ISO 8601 时刻，如 2026-03-01T09:30:00+08:00' })
    .describe('在设备上登记的时刻'),
})

/** 走访登记 (standards §7). */
export const visitSchema = z
  .strictObject({
    uscc: codeField,
    visitedOn: dayField('走访日期，不晚于今天'),
    method: visitMethodSchema.describe(labelled('走访方式', visitMethodLabels)),
    unit: textField('走访单位', 2, 80),
    visitors: z
      .array(textField('走访人员姓名', 1, 30))
      .min(1, '走访人员须为 1 至 10 人')
      .max(10, '走访人员须为 1 至 10 人')
      .describe('走访人员'),
    hasDemand: z.boolean().describe('有无融资需求'),
    demand: visitDemandSchema.optional().describe('融资需求；有需求时必填，无需求时不填'),
    remarks: textField('备注', 1, 500).optional(),
    doNotDisturbBefore: dayField('此日之前不再打扰').optional(),
    criteria: criteriaField.optional().describe('走访时对五项标准的初步判断'),
    offline: offlineSchema.optional().describe('离线登记：同一设备同一序号只登记一次，次序按设备序号'),
  })
  .refine(visit => visit.hasDemand === (visit.demand !== undefined), {
    path: ['demand'],
    error: 'hasDemand 为 true 时须填 demand，为 false 时不得填 demand',
  })
export type VisitBody = z.infer<typeof visitSchema>

export const visitResultSchema = z.object({
  visitId: z.string().describe('走访编号'),
  uscc: z.string().describe('统一社会信用代码'),
  visitNumber: z.int().describe('该主体第几次走访'),
  keptPlanId: z.string().optional().describe('随之完成的走访计划'),
})
export type VisitResult = z.infer<typeof visitResultSchema>
