import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { S3Client } from '@aws-sdk/client-s3'
import { type CellValue, writeXlsx } from 'hucre/xlsx'
import { completeUscc } from '#shared/domain/uscc.ts'
import { testSealer } from '#shared/keys/testing.ts'
import { startTestTable } from '#shared/testing/engine.ts'
import { type Claims, harness, silentLog } from '#shared/testing/harness.ts'
import type { Deps } from '../../../services/intake/deps.ts'
import { intakeService } from '../../../services/intake/handlers.ts'
import { objectStore } from '../../../services/intake/objects.ts'
import { startQueues } from '../engines/queues.ts'

export const office: Claims = { sub: 'registrar', role: 'department', region: '511702' }

export const header = [
  '序号',
  '统一社会信用代码',
  '企业名称',
  '市场主体类型',
  '国民经济行业代码',
  '从业人员期末人数',
  '营业收入（万元）',
  '资产总计（元）',
  '乡镇（街道）',
  '经营状态',
  '法定代表人',
  '手机号码',
]
export const codeOf = (n: number) => completeUscc('91511702', `MA${String(n).padStart(6, '0')}`)
export const row = (n: number, given: Record<number, CellValue> = {}): CellValue[] =>
  [
    n,
    codeOf(n),
    `达州澍榆第${n}商贸有限公司`,
    '有限责任公司',
    'F5211',
    12,
    320.5,
    1_500_000,
    '东城街道',
    '存续',
    '陈某甲',
    19_900_000_001,
  ].map((cell, at) => (at in given ? (given[at] ?? null) : cell))

export const xlsxOf = (rows: CellValue[][], name = '名录') => writeXlsx({ sheets: [{ name, rows }] })

/** The import of a directory as its department lives it, over the engines: rows, bucket and signed addresses. */
export const openDesk = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rongxie-import-'))
  const { table, stop } = await startTestTable()
  const queues = await startQueues(folder, 'cn-northwest-1')
  queues.prepareBuckets(['imports-here'])
  const s3 = new S3Client({
    endpoint: queues.endpoint,
    region: 'cn-northwest-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const time = { now: () => '2026-03-02T04:00:00.000Z' }
  const deps: Deps = {
    table,
    province: '51',
    clock: () => time.now(),
    log: silentLog,
    sealer: testSealer(),
    // An import sends no message: the queue client is never called.
    sqs: {} as Deps['sqs'],
    objects: objectStore(s3, 'imports-here'),
  }
  const intake = harness<Deps>(intakeService, deps)
  const request = (body: object, claims = office, key?: string) =>
    intake.call(claims, 'POST', '/intake/v1/imports', body, key)
  const put = async (url: string, body: Uint8Array): Promise<number> =>
    (await fetch(url, { method: 'PUT', body: body as Uint8Array<ArrayBuffer> })).status
  const upload = async (bytes: Uint8Array, given: object = {}) => {
    const wish = {
      fileName: '市场主体名录.xlsx',
      kind: 'xlsx',
      regionCode: '511702',
      source: 'market-regulator',
    }
    const { status, text, body } = await request({ ...wish, sizeBytes: bytes.length, ...given })
    if (status !== 201) throw new Error(text)
    if ((await put(body.uploadUrl, bytes)) !== 200) throw new Error('the bucket refused the file')
    return { importId: String(body.importId), uploadUrl: String(body.uploadUrl) }
  }
  const start = (importId: string, claims = office) =>
    intake.call(claims, 'POST', `/intake/v1/imports/${importId}/start`)
  const progress = (importId: string, claims = office) =>
    intake.call(claims, 'GET', `/intake/v1/imports/${importId}`)
  const runSchedule = async (importId: string, own: Deps = deps) => {
    await intake.refreshViews('import', importId)
    await intakeService.schedules['run-imports']?.(own)
  }
  const imported = async (bytes: Uint8Array, given: object = {}) => {
    const { importId } = await upload(bytes, given)
    const begun = await start(importId)
    if (begun.body.status !== 'running') throw new Error(begun.text)
    await runSchedule(importId)
    return (await progress(importId)).body
  }
  const close = async () => {
    s3.destroy()
    await queues.stop()
    await stop()
    rmSync(folder, { recursive: true })
  }
  return { deps, time, request, put, upload, start, progress, runSchedule, imported, close }
}
