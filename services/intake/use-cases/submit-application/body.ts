import * as z from 'zod'
import {
  amountFenSchema,
  bankIdSchema,
  channelLabels,
  channelSchema,
  criterionLabels,
  criterionSchema,
  sectorTagSchema,
  usccSchema,
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

export const criteriaField = z
  .strictObject({
    'compliant-operation': judgementSchema(criterionLabels['compliant-operation']),
    'fixed-premises': judgementSchema(criterionLabels['fixed-premises']),
    'genuine-demand': judgementSchema(criterionLabels['genuine-demand']),
    'good-credit': judgementSchema(criterionLabels['good-credit']),
    'lawful-use': judgementSchema(criterionLabels['lawful-use']),
  })
  .describe('五项标准，逐项判断并写明依据')

export const distinct = (ids: readonly string[]) => new Set(ids).size === ids.length
const intendedSaid = '意向对接银行须为 1 至 2 家'

/** The form without whose it is: a correction hands all of it in again. */
export const formShape = {
  demand: z
    .strictObject({
      amountFen: demandAmountField,
      termMonths: termField,
      purpose: purposeField,
      loanKind: loanKindField,
    })
    .describe('融资需求'),
  criteria: criteriaField,
  intendedBankIds: z
    .array(bankIdSchema)
    .min(1, intendedSaid)
    .max(2, intendedSaid)
    .refine(distinct, '意向对接银行不得重复')
    .describe('意向对接银行编号，1 至 2 家，不重复，按企业意愿排序'),
  lendingBankIds: z
    .array(bankIdSchema)
    .max(20, '现有贷款银行不超过 20 家')
    .refine(distinct, '现有贷款银行不得重复')
    .default([])
    .describe('现有贷款银行编号，不重复'),
  firstLoan: z.boolean().describe('是否首贷；填写了现有贷款银行的须为 false'),
  keyChain: textField('重点产业链', 2, 60).optional(),
  sectorTags: z
    .array(sectorTagSchema)
    .min(1, '重点领域须为 1 至 6 项，没有的不填')
    .max(6, '重点领域须为 1 至 6 项，没有的不填')
    .refine(distinct, '重点领域不得重复')
    .optional()
    .describe('企业所属的重点领域，不重复'),
  intermediary: z
    .strictObject({
      name: textField('中介机构名称', 2, 100),
      uscc: usccSchema.optional(),
      phone: z
        .string()
        .regex(/^1\d{10}$/, '须为 11 位手机号')
        .optional()
        .describe('中介联系手机号；只保留脱敏形式'),
    })
    .optional()
    .describe('代办或撮合该申请的中介机构，没有的不填'),
  channel: channelSchema.describe(labelled('申报渠道', channelLabels)),
  consent: z
    .strictObject({
      agreed: z.boolean().describe('企业是否同意申报并将资料推送意向银行'),
      givenOn: dayField('同意日期，agreed 为 true 时必填').optional(),
      method: textField('同意方式', 1, 60).optional(),
      purpose: textField('同意的用途', 2, 200).optional(),
      recipients: z
        .array(textField('可以向其提供资料的单位', 2, 60))
        .min(1, '可以向其提供资料的单位须为 1 至 20 个')
        .max(20, '可以向其提供资料的单位须为 1 至 20 个')
        .optional()
        .describe('可以向其提供资料的单位；缺省为工作专班、审核部门与意向银行'),
      until: dayField('同意的截止日期').optional(),
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
  renewal: z
    .strictObject({
      bankId: bankIdSchema,
      maturesOn: dayField('原贷款到期日'),
      oldLoanFen: amountFenSchema.describe('原贷款余额，单位：分'),
    })
    .optional()
    .describe('续贷对应的原贷款；仅 loanKind 为 renewal 时可填，登记有唯一一笔未到期且未申报的贷款的可不填'),
  evaluations: z
    .array(
      z.strictObject({
        source: textField('评价来源', 2, 60),
        grade: textField('评价等级', 1, 20),
        gradedOn: dayField('评价日期'),
        authorisation: textField('企业授权书编号', 2, 80),
      }),
    )
    .max(10, '信用评价不超过 10 项')
    .optional()
    .describe('经企业授权使用的信用评价，只存等级、来源、日期与授权书编号'),
}

type Shaped = {
  readonly firstLoan: boolean
  readonly lendingBankIds: readonly string[]
  readonly demand: { readonly loanKind: string }
  readonly renewal?: unknown
}
export const firstLoanFits = ({ firstLoan, lendingBankIds }: Shaped) =>
  !(firstLoan && lendingBankIds.length > 0)
export const firstLoanSaid = {
  path: ['firstLoan'],
  error: '已有贷款银行的企业不是首贷，请核对 firstLoan 与 lendingBankIds',
}
export const renewalFits = ({ demand, renewal }: Shaped) =>
  renewal === undefined || demand.loanKind === 'renewal'
export const renewalSaid = { path: ['renewal'], error: '只有续贷（loanKind 为 renewal）才填写原贷款' }

/** 申报 (standards §7): the five criteria (B4), consent (B5), demand and banks (B6), channel (B9), old loan (B12). */
export const applicationSchema = z
  .strictObject({
    uscc: codeField,
    ...formShape,
    platformReference: z
      .string()
      .trim()
      .regex(/^[\x21-\x7e]{1,64}$/, '平台申报编号须为 1 至 64 个可见 ASCII 字符')
      .optional()
      .describe('平台自己的申报编号；同一平台同一编号只申报一次，重复提交返回首次的结果'),
  })
  .refine(firstLoanFits, firstLoanSaid)
  .refine(renewalFits, renewalSaid)
export type ApplicationBody = z.infer<typeof applicationSchema>

/** The whole new form; whose it is stands in the address. */
export const formSchema = z
  .strictObject(formShape)
  .refine(firstLoanFits, firstLoanSaid)
  .refine(renewalFits, renewalSaid)
export type FormBody = z.infer<typeof formSchema>

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
