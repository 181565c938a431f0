import * as z from 'zod'
import { daySchema, entityKindSchema, sizeClassSchema } from '#shared/contracts/vocabulary.ts'
import { maxDemandFen } from '#shared/domain/money.ts'
import { grantBodySchema } from '../feed-back/body.ts'

/** One credit to an enterprise on neither list, as the bank reports it (D7). */
export const offListBodySchema = z.strictObject({
  // One reference is one credit, however wide it is typed.
  reference: z
    .string()
    .normalize('NFKC')
    .trim()
    .regex(
      /^(?!1\d{10}$)(?!\d{17}[\dXx]$)[\p{L}\p{N}〔〕（）()[\]第号._/-]{1,60}$/u,
      '请填本行的授信编号，1 至 60 个字，不含空格；不填姓名、手机号或证件号码',
    )
    .describe('本行的授信编号；同一编号再次填报为更新，须写明 reason'),
  uscc: z.string().min(1).max(40).describe('统一社会信用代码，18 位'),
  name: z.string().trim().min(2).max(100).describe('主体名称'),
  regionCode: z.string().min(1).max(20).describe('主体所在的县级区划或功能区代码'),
  entityKind: entityKindSchema,
  sizeClass: sizeClassSchema.optional(),
  decidedOn: daySchema.describe('授信决定之日 YYYY-MM-DD（北京时间）'),
  grant: grantBodySchema,
  drawnFen: z
    .int('须为整数，单位：分')
    .min(0, '不得为负，单位：分')
    .max(maxDemandFen)
    .describe('累计已放款，单位：分，未放款填 0'),
  endedOn: daySchema
    .optional()
    .describe('授信终止（全部结清或撤销）之日 YYYY-MM-DD（北京时间），不早于授信决定之日；仍存续的不填'),
  reason: z
    .string()
    .trim()
    .min(4, '更新的理由须写明，4 至 500 字')
    .max(500)
    .optional()
    .describe('更新的理由；同一 reference 再次填报且内容有变时必填'),
})
export type OffListBody = z.infer<typeof offListBodySchema>
