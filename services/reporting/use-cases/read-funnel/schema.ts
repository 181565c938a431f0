import * as z from 'zod'
import { daySchema } from '#shared/contracts/vocabulary.ts'
import { bankMetrics, type Metric, metricLabels, metrics } from '../../domain/metrics.ts'
import { regionField } from '../asked-region.ts'

const day = (what: string) =>
  z.iso.date({ error: '须为真实存在的日期，格式 YYYY-MM-DD' }).optional().describe(what)

export const funnelQuerySchema = z
  .strictObject({
    region: regionField,
    from: day('起始日（含），按事项发生日，北京时间；不填则自始统计'),
    to: day('截止日（含），按事项发生日，北京时间；不填则统计至今'),
    by: z
      .enum(['region', 'bank'], { error: '须为 region（按下级区划）或 bank（按银行）' })
      .default('region')
      .describe('分列方式：region 按下级区划，bank 按银行'),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    error: '起始日不得晚于截止日',
    path: ['from'],
  })

const ratio = (what: string) =>
  z.int().nullable().describe(`${what}，单位：基点（100% = 10000）；分母为 0 时为 null`)

const ratiosSchema = z
  .object({
    contactCoverageBp: ratio('对接覆盖率：对接户数 ÷ 推荐户数（按银行时 ÷ 推送户数）'),
    creditRateBp: ratio('授信率：授信户数 ÷ 对接户数'),
    drawRateBp: ratio('放款率：放款户数 ÷ 授信户数'),
  })
  .describe('比率；分子分母均为期内发生数')

const figures = <M extends Metric>(wanted: readonly M[]) =>
  Object.fromEntries(wanted.map(metric => [metric, z.int().describe(metricLabels[metric])])) as {
    [K in M]: z.ZodInt
  }

const regionFiguresSchema = z.object({ ...figures(metrics), ratios: ratiosSchema })

const named = (what: string) => ({
  code: z.string().describe(`${what}代码`),
  name: z.string().describe(`${what}名称`),
})

const head = {
  region: z.object(named('区划')),
  from: daySchema.nullable().describe('起始日；null 为自始'),
  to: daySchema.nullable().describe('截止日；null 为至今'),
  total: regionFiguresSchema.describe('本区划合计，每户只计一次'),
  asOf: z.iso.datetime().describe('统计时点，UTC'),
}

export const funnelSchema = z.discriminatedUnion('by', [
  z.object({
    ...head,
    by: z.literal('region'),
    rows: z
      .array(regionFiguresSchema.extend(named('下级区划')))
      .describe('有数字的下级区划，各行相加等于合计'),
  }),
  z.object({
    ...head,
    by: z.literal('bank'),
    rows: z
      .array(z.object({ ...named('银行'), ...figures(bankMetrics), ratios: ratiosSchema }))
      .describe('有数字的银行；一户可同时推送多家银行，户数各行相加可大于合计'),
  }),
])
