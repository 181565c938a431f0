import * as z from 'zod'
import {
  entityKindLabels,
  entityKindSchema,
  regionCodeSchema,
  sizeClassSchema,
} from '#shared/contracts/vocabulary.ts'
import { codeField, labelled, textField } from '../../domain/fields.ts'
import {
  codeCheckSchema,
  registrationStatusLabels,
  registrationStatusSchema,
  sourceLabels,
  sourceSchema,
} from '../../domain/vocabulary.ts'

const count = (what: string) =>
  z.int(`${what}须为整数`).min(0, `${what}不得为负`).max(Number.MAX_SAFE_INTEGER, `${what}过大`)

/** One row of a registry directory (B1). */
export const targetSchema = z.strictObject({
  uscc: codeField,
  name: textField('主体名称', 2, 120),
  entityKind: entityKindSchema.describe(labelled('主体类型', entityKindLabels)),
  industryCode: z
    .string()
    .trim()
    .regex(/^[A-T]?\d{2,4}$/, '行业代码须为 GB/T 4754-2017 的两至四位代码，可带门类字母')
    .describe('行业代码（GB/T 4754-2017），如 C1311 或 1311'),
  staff: count('从业人员').optional().describe('从业人员，单位：人'),
  revenueFen: count('营业收入').optional().describe('营业收入，单位：分'),
  assetsFen: count('资产总额').optional().describe('资产总额，单位：分'),
  regionCode: regionCodeSchema,
  townshipCode: regionCodeSchema.optional().describe('乡镇（街道）九位代码，或县属功能区代码'),
  registrationStatus: registrationStatusSchema.describe(labelled('登记状态', registrationStatusLabels)),
  legalRepresentative: textField('法定代表人', 1, 60)
    .optional()
    .describe('法定代表人（加密保存，只显示掩码）'),
  phone: z
    .string()
    .trim()
    .regex(/^[+\d][\d\s()-]{4,29}$/, '联系电话须为数字，可带区号、空格与连字符')
    .optional()
    .describe('联系电话（加密保存，只显示掩码）'),
  source: sourceSchema.describe(labelled('数据来源', sourceLabels)),
})
export type Target = z.infer<typeof targetSchema>

export const importResultSchema = z.object({
  uscc: z.string().describe('规整后的统一社会信用代码'),
  outcome: z
    .enum(['listed', 'merged', 'dropped', 'awaiting-confirmation'])
    .describe('listed 新列入、merged 并入已有主体、dropped 剔除、awaiting-confirmation 待登记机关确认'),
  reason: z.string().optional().describe('剔除或待确认的原因'),
  note: z.string().optional().describe('列入但须注意的事项'),
  codeCheck: codeCheckSchema.describe('代码校验：valid 通过、legacy 疑为早期赋码'),
  sizeClass: sizeClassSchema.describe('划型结果'),
  sizeTableVersion: z.string().describe('所用划型标准版本'),
})
export type ImportResult = z.infer<typeof importResultSchema>
