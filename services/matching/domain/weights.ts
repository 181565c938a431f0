import * as z from 'zod'

const weight = (most: number) => z.int().min(0).max(most)

/** What a push counts in the sum that a batch makes as large as it can; a dry run may try others. */
export const weightsSchema = z.strictObject({
  will: weight(10_000).describe('企业意愿（意向、已有信贷关系或修复后返回）所指银行'),
  coverage: weight(10_000).describe('企业至少推送到一家银行'),
  keyChain: weight(1_000).describe('重点产业链企业'),
  prioritySector: weight(1_000).describe('优先领域企业'),
  fit: weight(3).describe('产品与特色相符的每一分'),
})
export type Weights = z.infer<typeof weightsSchema>

/** Will before coverage before urgency before fit (N2(二), C5, D6): each tier outweighs all below it for one place. */
export const usualWeights: Weights = {
  will: 1_000,
  coverage: 300,
  keyChain: 200,
  prioritySector: 100,
  fit: 1,
}
