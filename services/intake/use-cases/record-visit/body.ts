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

/** What the visit found out; the declaration asks for all of it (B3, B6). */
const visitDemandSchema = z.strictObject({
  amountFen: demandAmountField,
  termMonths: termField.optional(),
  purpose: purposeField.optional(),
  loanKind: loanKindField.optional(),
})

/** 走访登记 (standards §7). */
export const visitSchema = z
  .strictObject({
    uscc: codeField,
    visitedOn: dayField('走访日期'),
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
})
export type VisitResult = z.infer<typeof visitResultSchema>
