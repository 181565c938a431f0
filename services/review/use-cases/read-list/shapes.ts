import * as z from 'zod'
import { criterionSchema } from '#shared/contracts/vocabulary.ts'
import { personResult } from '../../domain/schemas.ts'

/** A row as it was signed: what is told here is read, what more stands in it belongs to the signed text (C4). */
export const signedRow = z.looseObject({
  applicationId: z.string().describe('申请编号'),
  uscc: z.string().describe('统一社会信用代码'),
  name: z.string().describe('名称'),
  regionCode: z.string().describe('县（区）代码'),
  townshipCode: z.string().optional().describe('乡镇（街道）代码'),
  entityKind: z.string().describe('主体类型代码'),
  sizeClass: z.string().describe('企业规模代码'),
  industryCode: z.string().describe('行业代码'),
  keyChain: z.string().optional().describe('重点产业链'),
  declaredOn: z.string().describe('申报日期'),
  demand: z
    .looseObject({
      amountFen: z.int().describe('需求金额，单位：分'),
      termMonths: z.int().describe('期限，月'),
      purpose: z.string().describe('贷款用途'),
      loanKind: z.string().describe('贷款类型代码'),
    })
    .describe('融资需求'),
  criteria: z.record(criterionSchema, z.literal('met')).describe('五项标准，均为 met 符合'),
  reviewers: z
    .record(z.string(), personResult.extend({ at: z.string().describe('办理时间，UTC') }))
    .describe('各环节的办理人'),
})

export const leftOutRow = z.object({
  applicationId: z.string().describe('申请编号'),
  code: z.string().describe('原因代码'),
  detail: z.string().describe('原因'),
})
