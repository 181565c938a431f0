import * as z from 'zod'
import type { CommitTable } from '#shared/commits/table.ts'
import { daySchema, regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { policySchema, policySettingSchema } from '#shared/domain/policy.ts'
import { originsSchema } from '../../domain/policy.ts'
import { regionName } from '../../domain/region-tree.ts'
import { policyAt, policyHistory } from '../../store.ts'

const versionSchema = z.object({
  version: z.int().describe('版本号，自 1 起'),
  effectiveFrom: daySchema.describe('自何日起施行'),
  setting: policySettingSchema.describe('该版本所设置的模板、各项值与依据'),
  setAt: z.string().describe('设置时间（UTC）'),
  setBy: z.object({ org: z.string(), role: z.string() }).describe('设置人所在机构与角色'),
})

export const effectiveAnswerSchema = z.object({
  regionCode: regionCodeSchema,
  regionName: z.string().describe('区划名称'),
  policy: policySchema.describe('该日施行的政策'),
  origins: originsSchema.describe('每一项取自哪一级区划、哪一版本、哪一模板'),
})

export const policyAnswerSchema = effectiveAnswerSchema.extend({
  history: z.array(versionSchema).describe('该区划历次设置，先后为序'),
})

export const effectiveAnswer = async (table: CommitTable, region: string, on: string) => ({
  regionCode: region,
  regionName: regionName(region),
  ...(await policyAt(table, region, on)),
})

export const policyAnswer = async (table: CommitTable, region: string, on: string) => ({
  ...(await effectiveAnswer(table, region, on)),
  history: await policyHistory(table, region),
})
