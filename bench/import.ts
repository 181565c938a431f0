import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { S3Client } from '@aws-sdk/client-s3'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { XlsxStreamWriter } from 'hucre/xlsx'
import * as z from 'zod'
import { startQueues } from '#infra/local/engines/queues.ts'
import { commitTable } from '#shared/commits/table.ts'
import { completeUscc } from '#shared/domain/uscc.ts'
import { testSealer } from '#shared/keys/testing.ts'
import { startTestTable } from '#shared/testing/engine.ts'
import { harness, silentLog } from '#shared/testing/harness.ts'
import type { Deps } from '../services/intake/deps.ts'
import { intakeService } from '../services/intake/handlers.ts'
import { objectStore } from '../services/intake/objects.ts'

// A directory of 50,000 rows, one in fifty wrong, through the importing function in a process of its own,
// minute by minute as its schedule calls it; the engines run outside it, as they do in the cloud.

const rowsGiven = process.argv.find(word => word.startsWith('--rows='))
const total = Number(rowsGiven?.slice('--rows='.length) ?? 50_000)
const bucket = 'bench-imports'
const local = { region: 'cn-northwest-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }

const header = [
  '统一社会信用代码',
  '企业名称',
  '市场主体类型',
  '行业代码',
  '从业人员',
  '营业收入(万元)',
  '资产总额(万元)',
  '乡镇街道',
  '登记状态',
  '法定代表人',
  '联系电话',
]
const row = (n: number) => [
  completeUscc('91511702', `MA${String(n).padStart(6, '0')}`),
  n % 50 === 7 ? null : `达州澍榆第${n}商贸有限公司`,
  '有限责任公司',
  'F5211',
  12,
  320.5,
  150,
  '东城街道',
  '存续',
  '陈某甲',
  19_900_000_001,
]
const directory = async (): Promise<Uint8Array> => {
  const writer = new XlsxStreamWriter({ name: '名录' })
  writer.addRow(header)
  for (let n = 0; n < total; n++) writer.addRow(row(n))
  return await writer.finish()
}

type Endpoints = { readonly dynamodb: string; readonly s3: string; readonly tableName: string }
const depsOf = ({ dynamodb, s3, tableName }: Endpoints): Deps => {
  const client = new DynamoDBClient({ ...local, endpoint: dynamodb })
  const s3Client = new S3Client({
    ...local,
    endpoint: s3,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const marshallOptions = { removeUndefinedValues: true }
  return {
    table: commitTable(DynamoDBDocumentClient.from(client, { marshallOptions }), tableName),
    objects: objectStore(s3Client, bucket),
    sealer: testSealer(),
    province: '51',
    clock: () => new Date().toISOString(),
    log: silentLog,
    // An import sends no message.
    sqs: {} as Deps['sqs'],
  }
}

const endpointsSchema = z.object({ dynamodb: z.string(), s3: z.string(), tableName: z.string() })

/** The importing function alone: what it holds at most is its own. */
const beTheFunction = async (endpoints: Endpoints): Promise<void> => {
  await intakeService.schedules['run-imports']?.(depsOf(endpoints))
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  process.send?.({ maxResidentKb: maxRSS, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 })
  process.exit(0)
}

const usedSchema = z.object({ maxResidentKb: z.number(), cpuSeconds: z.number() })
type Used = z.infer<typeof usedSchema>

const callFunction = (endpoints: Endpoints): Promise<Used> =>
  new Promise((resolve, reject) => {
    const child = fork(new URL(import.meta.url), [JSON.stringify(endpoints)], {
      // The young generation that the local runtime gives a function, and 300 MB for everything.
      execArgv: ['--max-old-space-size=200', '--max-semi-space-size=4'],
    })
    child.once('message', message => resolve(usedSchema.parse(message)))
    child.once('error', reject)
    child.once('exit', code => code !== 0 && reject(new Error(`the importing function ended with ${code}`)))
  })

const bench = async (): Promise<void> => {
  const line = (what: string, value: string) => void process.stdout.write(`${what.padEnd(58)} ${value}\n`)
  const folder = await mkdtemp(join(tmpdir(), 'rongxie-bench-'))
  const { table, stop } = await startTestTable()
  const queues = await startQueues(folder, local.region)
  try {
    queues.prepareBuckets([bucket])
    const { protocol, hostname, port } = (await table.client.config.endpoint?.()) ?? {
      protocol: 'http:',
      hostname: '127.0.0.1',
      port: 8000,
    }
    const endpoints = {
      dynamodb: `${protocol}//${hostname}:${port}`,
      s3: queues.endpoint,
      tableName: table.name,
    }
    const intake = harness<Deps>(intakeService, depsOf(endpoints))
    const office = { sub: 'bench', role: 'department', region: '511702' }
    const bytes = await directory()
    const { body } = await intake.call(office, 'POST', '/intake/v1/imports', {
      fileName: '名录.xlsx',
      kind: 'xlsx',
      sizeBytes: bytes.length,
      regionCode: '511702',
      source: 'market-regulator',
    })
    await fetch(body.uploadUrl, { method: 'PUT', body: bytes as Uint8Array<ArrayBuffer> })
    const begun = performance.now()
    await intake.call(office, 'POST', `/intake/v1/imports/${body.importId}/start`)
    await intake.refreshViews('import', body.importId)
    const read = async () => (await intake.call(office, 'GET', `/intake/v1/imports/${body.importId}`)).body
    let resident = 0
    let cpu = 0
    for (let progress = await read(); progress.status === 'running'; progress = await read()) {
      const minute = performance.now()
      const { maxResidentKb, cpuSeconds } = await callFunction(endpoints)
      resident = Math.max(resident, maxResidentKb)
      cpu += cpuSeconds
      const state = await read()
      line(`  after ${((performance.now() - begun) / 1000).toFixed(1)} s`, `${state.handledRows} rows`)
      const rest = 60_000 - (performance.now() - minute)
      if (state.status === 'running') await new Promise(resolve => setTimeout(resolve, rest))
    }
    const { counts, status } = await read()
    line(`${total} rows of ${(bytes.length / 1e6).toFixed(1)} MB: ${status}`, JSON.stringify(counts))
    line('  from start to the last row', `${((performance.now() - begun) / 1000).toFixed(1)} s`)
    line('  of which the importing function computed', `${cpu.toFixed(1)} s`)
    line('  the importing function held at most', `${Math.round(resident / 1024)} MB`)
  } finally {
    await queues.stop()
    await stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const given = process.argv.slice(2).find(word => word.startsWith('{'))
if (given) await beTheFunction(endpointsSchema.parse(JSON.parse(given)))
else await bench()
process.exit(0)
