import * as z from 'zod'
import { criterionSchema, daySchema } from '#shared/contracts/vocabulary.ts'

export const applicationParams = z.strictObject({ applicationId: z.string().max(80).describe('申请编号') })

export const listParams = z.strictObject({ listId: z.string().max(80).describe('推荐清单编号') })

/** Text that a person wrote; blanks alone are none. */
export const lineOf = (max: number) =>
  z.string().trim().min(2, `请填写 2 至 ${max} 字`).max(max, `请填写 2 至 ${max} 字`)

export const opinionSchema = lineOf(500).describe('审核意见，2 至 500 字')

/** C1: what a pass says to the departments' `attention` findings. */
export const attentionOpinionSchema = lineOf(500)
  .optional()
  .describe('对部门所提关注项的处理意见，2 至 500 字；有未说明的关注项时，通过须填')

/** C6: a refusal says which criterion fails, why, and what would repair it; all three. */
export const refusalFields = {
  criterion: criterionSchema.describe(
    '不符合的标准：compliant-operation 合规持续经营、fixed-premises 固定经营场所、genuine-demand 真实融资需求、good-credit 信用状况良好、lawful-use 贷款用途依法合规',
  ),
  problem: lineOf(500).describe('具体问题，2 至 500 字'),
  advice: lineOf(500).describe('改进建议，2 至 500 字'),
}

export const stepResult = z.object({
  applicationId: z.string().describe('申请编号'),
  stage: z.string().describe('办理后的阶段'),
  stageLabel: z.string().describe('阶段名称'),
})

/** E7: how urgent the last word about a due day was. */
export const warnedSchema = z
  .enum(['near-due', 'due', 'overdue'])
  .describe('已就期限督办至哪一级：near-due 将到期、due 到期日、overdue 已逾期')

export const subSchema = z.string().trim().min(1, '请填写人员标识').max(100, '至多 100 个字符')
export const organisationSchema = z
  .string()
  .trim()
  .min(1, '请填写单位标识')
  .max(100, '至多 100 个字符')
  .describe('单位标识')

export const personResult = z.object({ org: z.string().describe('单位'), sub: z.string().describe('人员') })

export const claimResult = z.object({
  applicationId: z.string().describe('申请编号'),
  claimedBy: personResult.describe('认领人'),
  claimedUntil: z.string().describe('认领到期时间，ISO 8601，UTC；到期未办自动解除'),
})

/** From when until when something holds. */
export const validity = {
  validFrom: daySchema.describe('有效的首日 YYYY-MM-DD'),
  validUntil: daySchema.optional().describe('有效的最后一日 YYYY-MM-DD；不填为长期有效'),
}
