import * as z from 'zod'
import { maskedPhoneSchema, usccSchema } from '#shared/contracts/vocabulary.ts'
import { lineOf, validity } from '../../domain/schemas.ts'

const common = { source: lineOf(200).describe('依据的文件、名录或通报，2 至 200 字'), ...validity }

const industry = (kind: 'forbidden-industry' | 'restricted-industry', label: string) =>
  z.strictObject({
    kind: z.literal(kind).describe(label),
    industryPrefix: z
      .string()
      .regex(/^[A-T]?\d{2,4}$/, '须为行业代码或其前缀，如 3311、33 或 C33')
      .describe('国民经济行业代码或其前缀，二至四位数字，可带门类字母'),
    ...common,
  })

/** One entry of a block list, as it is written and as it travels between regions (C8, C9). */
export const entrySchema = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({
        kind: z.literal('hidden-government-debt').describe('地方政府隐性债务主体'),
        uscc: usccSchema,
        ...common,
      }),
      industry('forbidden-industry', '国家禁止的行业'),
      industry('restricted-industry', '国家限制的行业'),
      z.strictObject({
        kind: z.literal('forbidden-use').describe('国家禁止或限制的用途'),
        word: lineOf(40).describe('贷款用途中的字样，2 至 40 字'),
        ...common,
      }),
      z.strictObject({
        kind: z.literal('abnormal-intermediary').describe('异常中介'),
        name: lineOf(100).describe('机构名称，2 至 100 字；不写个人姓名'),
        uscc: usccSchema.optional(),
        maskedPhone: maskedPhoneSchema.optional(),
        ...common,
      }),
    ],
    {
      error:
        '类别须为 hidden-government-debt（地方政府隐性债务主体）、forbidden-industry（国家禁止的行业）、restricted-industry（国家限制的行业）、forbidden-use（国家禁止或限制的用途）或 abnormal-intermediary（异常中介）',
    },
  )
  .superRefine(({ validFrom, validUntil }, context) => {
    if (validUntil !== undefined && validUntil < validFrom)
      context.addIssue({ code: 'custom', path: ['validUntil'], message: '截止日期不得早于起始日期' })
  })

/** Whom or what an answered entry stands against; which of them it has follows from its kind. */
export const subjectFields = {
  uscc: z.string().optional().describe('统一社会信用代码'),
  name: z.string().optional().describe('机构名称'),
  maskedPhone: z.string().optional().describe('脱敏的联系电话'),
  industryPrefix: z.string().optional().describe('行业代码或其前缀'),
  word: z.string().optional().describe('贷款用途中的字样'),
}
