import * as z from 'zod'
import { closedList } from '#shared/contracts/vocabulary.ts'
import { duties, kindLabels } from '../../domain/organisation-kinds.ts'
import { lineOf, organisationSchema } from '../../domain/schemas.ts'

const dutyLabels = {
  coordination: duties.coordination.label,
  'list-matching': duties['list-matching'].label,
  'factor-support': duties['factor-support'].label,
  'policy-coordination': duties['policy-coordination'].label,
  evaluation: duties.evaluation.label,
} as const

export const kindSchema = closedList('单位类别', kindLabels)
export const dutySchema = closedList('工作小组职责', dutyLabels)

export const organisationIdSchema = organisationSchema
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, '单位标识由字母、数字、点、连字符与下划线组成')
  .describe('单位标识，与令牌中的 org 相同')

export const organisationParams = z.strictObject({ organisationId: organisationIdSchema })

export const nameSchema = lineOf(100).describe('单位名称，2 至 100 字')

export const organisationRow = z.object({
  organisationId: z.string().describe('单位标识'),
  name: z.string().describe('单位名称'),
  kind: kindSchema,
  kindLabel: z.string().describe('类别名称'),
  regionCode: z.string().describe('所在区划'),
  parentOrg: z.string().optional().describe('上级单位'),
  duty: dutySchema.optional(),
  dutyLabel: z.string().optional().describe('工作小组名称'),
  dutyText: z.string().optional().describe('工作小组的职责说明'),
  from: z.string().describe('设立日期'),
  to: z.string().optional().describe('停用前的最后一日；没有停用时无此项'),
})
