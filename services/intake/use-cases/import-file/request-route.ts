import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { sha256 } from '#shared/domain/canonical.ts'
import { answer, answerOf, endpoint, refused } from '#shared/http/endpoint.ts'
import { limits } from '#shared/workbook/tables.ts'
import type { Deps } from '../../deps.ts'
import { labelled, textField } from '../../domain/fields.ts'
import { beyond } from '../../domain/guard.ts'
import { locate } from '../../domain/place.ts'
import { sourceLabels, sourceSchema } from '../../domain/vocabulary.ts'
import { service } from '../../service.ts'
import { registryColumns } from './columns.ts'
import { requestImport as decide } from './decide.ts'
import { importDefinition, keysOf } from './import.ts'

const uploadSeconds = 15 * 60
const megabytes = limits.bytes / 1024 / 1024
const sizeSaid = `文件大小须为 1 字节至 ${megabytes} MB，单位：字节`

const bodySchema = z.strictObject({
  fileName: textField('文件名', 1, 120),
  kind: z
    .enum(['xlsx', 'csv'], 'kind 须为 xlsx 或 csv')
    .describe('文件类型：xlsx Excel 工作簿、csv 逗号分隔文本（UTF-8 或 GB18030）'),
  sizeBytes: z.int(sizeSaid).min(1, sizeSaid).max(limits.bytes, sizeSaid).describe('文件大小，单位：字节'),
  sheet: z
    .literal('registry', 'sheet 须为 registry')
    .default('registry')
    .describe('内容：registry 名录（工作表“名录”，只有一个工作表时不论名称）'),
  regionCode: regionCodeSchema.describe('行内未填区划代码时使用的县级区划、功能区或乡镇代码'),
  source: sourceSchema.describe(labelled('行内未填数据来源时使用的来源', sourceLabels)),
})

const resultSchema = z.object({
  importId: z.string().describe('导入任务编号'),
  uploadUrl: z
    .string()
    .describe(
      `上传地址：以 PUT 方式上传文件原文，Content-Length 须等于 sizeBytes，Content-Type 填 application/octet-stream 或不填，${uploadSeconds / 60} 分钟内有效`,
    ),
  expiresAt: z.string().describe('上传地址失效时间，UTC'),
})

/** Gives an address to upload one directory to (B1); nothing is read before the import is started. */
export const requestImport = endpoint<Deps>()(service.routes.requestImport, {
  body: bodySchema,
  result: resultSchema,
  status: 201,
  run: async ({ body, caller, cause, now }, { table, objects }) => {
    const { fileName, kind, sizeBytes, regionCode, source } = body
    const located = locate(regionCode, undefined)
    if (!located.ok) return located
    const elsewhere = beyond(caller, located.place)
    if (elsewhere) return refused(elsewhere.refusal)
    const importId = `imp-${sha256(cause.key).slice(0, 24)}`
    const mappingVersion = registryColumns.version
    const execution = await execute(table, importDefinition, {
      id: importId,
      cause,
      actor: caller,
      now,
      decide: state =>
        decide(state, {
          importId,
          fileName,
          kind,
          sizeBytes,
          regionCode,
          source,
          mappingVersion,
          requestedAt: now,
          by: caller,
        }),
    })
    const said = answerOf(execution)
    if (!said.ok) return said
    const { requestedAt } = said.result
    const expiresAt = new Date(Date.parse(requestedAt) + uploadSeconds * 1000).toISOString()
    const upload = { bytes: sizeBytes, seconds: uploadSeconds, signedAt: new Date(requestedAt) }
    const uploadUrl = await objects.uploadUrl(keysOf({ importId, kind }).source, upload)
    return answer({ importId, uploadUrl, expiresAt }, importId)
  },
})
