import * as z from 'zod'
import { criterionSchema } from '#shared/contracts/vocabulary.ts'

export const applicationParams = z.strictObject({ applicationId: z.string().max(80).describe('申请编号') })

export const listParams = z.strictObject({ listId: z.string().max(80).describe('推荐清单编号') })

/** Text that a person wrote; blanks alone are none. */
export const lineOf = (max: number) =>
  z.string().trim().min(2, `请填写 2 至 ${max} 字`).max(max, `请填写 2 至 ${max} 字`)

export const opinionSchema = lineOf(500).describe('审核意见，2 至 500 字')

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
