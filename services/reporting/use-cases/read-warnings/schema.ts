import * as z from 'zod'
import { exposureOverSchema } from '#shared/contracts/matching.ts'
import { bankIdSchema, closedList, daySchema, usccSchema } from '#shared/contracts/vocabulary.ts'
import {
  levelLabels,
  type OpenMetric,
  openLabels,
  openMetrics,
  warningKindLabels,
} from '../../domain/warning.ts'
import { regionField } from '../asked-region.ts'

const kind = closedList('预警类别', warningKindLabels)
const level = closedList('时限预警等级', levelLabels)
const limitError = { error: 'limit 须为 1 至 200 的整数' }

export const warningsQuerySchema = z.strictObject({
  region: regionField,
  kind: kind.optional(),
  level: level.optional(),
  limit: z.coerce
    .number(limitError)
    .int(limitError)
    .min(1, limitError)
    .max(200, limitError)
    .default(50)
    .describe('每页条数，1 至 200，默认 50；有筛选条件时一页可少于此数'),
  cursor: z.string().max(3000).optional().describe('上一页返回的 nextCursor'),
})

export const warningRowSchema = z.object({
  warningId: z.string().describe('预警编号'),
  kind,
  level: level.optional(),
  uscc: usccSchema.optional(),
  applicationId: z.string().optional().describe('申报编号；不属于某一申报的没有'),
  referralId: z.string().optional().describe('推送编号；按申报预警的没有'),
  bankId: bankIdSchema.optional(),
  bankName: z.string().optional().describe('银行名称'),
  workId: z.string().optional().describe('辅导、批分单或部门核查的事项编号'),
  responsible: z.string().optional().describe('承办组织'),
  regionCode: z.string().describe('区划代码；银行接口停用按其服务区划预警，可为县级以上'),
  townshipCode: z.string().optional().describe('乡镇（街道）代码'),
  dueOn: daySchema.optional().describe('时限届满之日 YYYY-MM-DD（北京时间）'),
  warnedOn: daySchema.describe('预警之日 YYYY-MM-DD（北京时间）'),
  demandFen: z.int().optional().describe('融资需求金额，单位：分'),
  grantedFen: z.int().optional().describe('各家银行授信合计，单位：分'),
  banks: z.int().optional().describe('已授信银行家数'),
  over: z.array(exposureOverSchema).optional().describe('多头过度授信的超线事由'),
  entityFen: z.int().optional().describe('该企业存续授信合计，含此前申报与清单外，单位：分'),
  limitFen: z.int().optional().describe('该企业所属规模的授信上限，单位：分；未设上限者无此项'),
  misuse: closedList('贷后情形', { misuse: '挪用贷款', 'false-material': '材料不实' }).optional(),
})

const counts = Object.fromEntries(
  openMetrics.map(metric => [metric, z.int().describe(`${openLabels[metric]}，件`)]),
) as { [M in OpenMetric]: z.ZodInt }

export const warningsSchema = z.object({
  region: z.object({ code: z.string().describe('区划代码'), name: z.string().describe('区划名称') }),
  open: z.object({ ...counts, total: z.int().describe('合计，件') }).describe('本辖区未了结的预警件数'),
  items: z.array(warningRowSchema).describe('未了结的预警，依市、县、预警之日'),
  nextCursor: z.string().optional().describe('还有下一页时给出'),
  asOf: z.iso.datetime().describe('查询时点，UTC'),
})
