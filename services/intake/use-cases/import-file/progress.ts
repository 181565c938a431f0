import * as z from 'zod'
import type { Caller } from '#shared/http/caller.ts'
import { fileProblemTitles } from '#shared/workbook/tables.ts'
import { labelled } from '../../domain/fields.ts'
import { beyond } from '../../domain/guard.ts'
import { sourceSchema } from '../../domain/vocabulary.ts'
import { type ImportState, noCounts, type outcomeLabels, outcomes, shownErrors } from './import.ts'

export const importIdParams = z.strictObject({ importId: z.string().max(60).describe('导入任务编号') })

const statusLabels = {
  'awaiting-upload': '等待上传',
  running: '正在导入',
  finished: '已完成',
  failed: '文件不能导入',
} as const

const count = z.int()
const countOf = (what: string) => count.describe(`${what}的行数`)

export const progressSchema = z.object({
  importId: z.string(),
  status: z
    .enum(Object.keys(statusLabels) as [keyof typeof statusLabels, ...(keyof typeof statusLabels)[]])
    .describe(labelled('状态', statusLabels)),
  fileName: z.string(),
  regionCode: z.string(),
  source: sourceSchema,
  mappingVersion: z.string().describe('所用列名对照表的版本'),
  totalRows: count.optional().describe('数据行数（不含表头与空行）；读完表头后才有'),
  handledRows: count.describe('已处理的行数'),
  counts: z.object({
    listed: countOf('新列入'),
    merged: countOf('并入已有主体'),
    dropped: countOf('剔除'),
    'awaiting-confirmation': countOf('待登记机关确认'),
    refused: countOf('退回更正'),
  } satisfies Record<keyof typeof outcomeLabels, z.ZodType>),
  errors: z
    .array(z.object({ row: count.describe('Excel 中的行号'), detail: z.string() }))
    .describe(`有误的行，至多前 ${shownErrors} 行；全部见错误清单`),
  errorSheetUrl: z
    .string()
    .optional()
    .describe('错误清单（.xlsx，原列加“错误说明”，更正后可直接再次导入）的下载地址，15 分钟内有效'),
  problem: z
    .object({ code: z.string(), title: z.string(), detail: z.string() })
    .optional()
    .describe('整个文件不能导入的原因'),
})

export type Progress = z.infer<typeof progressSchema>

/** An import is its sender's: the file holds personal data of people another office need not know (H3). */
export const isOwn = (
  state: ImportState,
  { org, region }: Pick<Caller, 'org' | 'region'>,
): state is Exclude<ImportState, { status: 'unknown' }> =>
  state.status !== 'unknown' && state.by.org === org && !beyond({ region }, { regionCode: state.regionCode })

export const progressOf = (
  state: Exclude<ImportState, { status: 'unknown' }>,
  errorSheetUrl: string | undefined,
): Progress => {
  const { importId, status, fileName, regionCode, source, mappingVersion } = state
  const begun = status === 'awaiting-upload' ? undefined : state
  const counts = begun?.counts ?? noCounts
  return {
    importId,
    status,
    fileName,
    regionCode,
    source,
    mappingVersion,
    ...(begun?.totalRows === undefined ? {} : { totalRows: begun.totalRows }),
    handledRows: begun?.handledRows ?? 0,
    counts: Object.fromEntries(outcomes.map(each => [each, counts[each]])) as Progress['counts'],
    errors: [...(begun?.errors ?? [])],
    ...(errorSheetUrl ? { errorSheetUrl } : {}),
    ...(status === 'failed' ? { problem: { ...state.problem, title: titleOf(state.problem.code) } } : {}),
  }
}

const titleOf = (code: string): string =>
  (fileProblemTitles as { readonly [code: string]: string })[code] ?? '文件不能导入'
