import * as z from 'zod'
import { regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { originsSchema } from './policy.ts'
import { policySchema } from './policy-values.ts'

export const policyAnswerSchema = z.object({
  regionCode: regionCodeSchema,
  regionName: z.string().describe('区划名称'),
  policy: policySchema.describe('现行推送政策'),
  origins: originsSchema.describe('每一项取自哪一级区划、哪一版本、哪一模板'),
})
