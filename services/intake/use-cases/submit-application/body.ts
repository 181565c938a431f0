import * as z from 'zod'
import {
  bankIdSchema,
  channelLabels,
  channelSchema,
  criterionLabels,
  criterionSchema,
} from '#shared/contracts/vocabulary.ts'
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
import { findingLabels, findingSchema } from '../../domain/vocabulary.ts'

const judgementSchema = (label: string) =>
  z
    .strictObject({
      finding: findingSchema.describe(labelled('判断', findingLabels)),
      ground: textField('判断依据', 2, 300),
      evidence: textField('佐证材料或编号', 1, 200).optional(),
    })
    .describe(label)

const distinct = (ids: readonly string[]) => new Set(ids).size === ids.length
const intendedSaid = '意向对接银行须为 1 至 2 家'

/** 申报 (standards §7): the five criteria (B4), consent (B5), demand and banks (B6), channel (B9). */
export const applicationSchema = z
  .strictObject({
    uscc: codeField,
    demand: z
      .strictObject({
        amountFen: demandAmountField,
        termMonths: termField,
        purpose: purposeField,
        loanKind: loanKindField,
      })
      .describe('融资需求'),
    criteria: z
      .strictObject({
        'compliant-operation': judgementSchema(criterionLabels['compliant-operation']),
        'fixed-premises': judgementSchema(criterionLabels['fixed-premises']),
        'genuine-demand': judgementSchema(criterionLabels['genuine-demand']),
        'good-credit': judgementSchema(criterionLabels['good-credit']),
        'lawful-use': judgementSchema(criterionLabels['lawful-use']),
      })
      .describe('五项标准，逐项判断并写明依据'),
    intendedBankIds: z
      .array(bankIdSchema)
      .min(1, intendedSaid)
      .max(2, intendedSaid)
      .refine(distinct, '意向对接银行不得重复')
      .describe('意向对接银行编号，1 至 2 家，按企业意愿排序'),
    lendingBankIds: z
      .array(bankIdSchema)
      .max(20, '现有贷款银行不超过 20 家')
      .refine(distinct, '现有贷款银行不得重复')
      .default([])
      .describe('现有贷款银行编号'),
    firstLoan: z.boolean().describe('是否首贷'),
    keyChain: textField('重点产业链', 2, 60).optional(),
    channel: channelSchema.describe(labelled('申报渠道', channelLabels)),
    consent: z
      .strictObject({
        agreed: z.boolean().describe('企业是否同意申报并将资料推送意向银行'),
        givenOn: dayField('同意日期，agreed 为 true 时必填').optional(),
        method: textField('同意方式', 1, 60).optional(),
      })
      .optional()
      .describe('企业同意，必填且 agreed 须为 true'),
    materials: z
      .array(
        z.strictObject({
          name: textField('材料名称', 1, 100),
          complete: z.boolean().describe('是否齐全'),
        }),
      )
      .max(50, '材料不超过 50 项')
      .default([])
      .describe('申报材料'),
    truthPromise: z.boolean().default(false).describe('企业是否承诺材料真实'),
  })
  .refine(form => !(form.firstLoan && form.lendingBankIds.length > 0), {
    path: ['firstLoan'],
    error: '已有贷款银行的企业不是首贷，请核对 firstLoan 与 lendingBankIds',
  })
export type ApplicationBody = z.infer<typeof applicationSchema>

export const submitResultSchema = z.object({
  applicationId: z.string().describe('申报编号'),
  status: z.enum(['declared', 'screened-out']).describe('declared 列入申报清单、screened-out 未通过初筛'),
  failedCriteria: z
    .array(
      z.object({
        criterion: criterionSchema,
        label: z.string().describe('标准名称'),
        finding: findingSchema.describe(labelled('判断', findingLabels)),
        ground: z.string().describe('判断依据'),
      }),
    )
    .describe('未符合的标准；全部符合时为空'),
})
export type SubmitResult = z.infer<typeof submitResultSchema>
