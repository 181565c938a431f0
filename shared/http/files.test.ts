import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda'
import { expect, test } from 'vitest'
import type { AccessRecord } from '#shared/commits/access-records.ts'
import { silentLog } from '#shared/testing/harness.ts'
import { httpApp } from './app.ts'
import { endpoint } from './endpoint.ts'
import { openApiOf } from './openapi.ts'

const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const route = {
  method: 'POST',
  path: '/files/v1/echo',
  permission: 'ledgers:submit',
  title: '原样退回',
} as const

const looks: AccessRecord[] = []
const deps = { table: { recordAccess: async (record: AccessRecord) => void looks.push(record) } }

/** Gives a file back with its bytes in reverse, and says whose data it opened. */
const echo = endpoint<typeof deps>()(route, {
  file: { mediaType, title: '工作簿' },
  produces: mediaType,
  keyless: true,
  discloses: { of: 'credit', subjectOf: () => undefined },
  run: async ({ bytes, caller }) => ({
    raw: new Response(bytes.toReversed(), { headers: { 'content-type': mediaType } }),
    opened: { code: 'ledger:b-1', regionCode: caller.region, rows: bytes.length },
  }),
})

const app = httpApp({
  endpoints: [echo],
  refusals: {},
  deps,
  clock: () => '2026-03-31T02:00:00.000Z',
  claim: async () => 'ours',
  log: silentLog,
})

const claims = { sub: 'b', role: 'bank', region: '511702', org: 'b', bank: 'b-1' }
const eventOf = (body: Uint8Array, type = mediaType) =>
  ({
    version: '2.0',
    routeKey: 'POST /files/v1/echo',
    rawPath: route.path,
    rawQueryString: '',
    headers: { 'content-type': type, host: 'localhost' },
    requestContext: {
      requestId: 'r-1',
      domainName: 'localhost',
      http: { method: 'POST', path: route.path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' },
      authorizer: { jwt: { claims, scopes: [] } },
    },
    body: Buffer.from(body).toString('base64'),
    isBase64Encoded: true,
  }) as unknown as LambdaEvent

const invoke = async (event: LambdaEvent) => await handle(app)(event, {} as LambdaContext)

test('E3 a file passes the function byte for byte, in and out as base64, and its look is on record', async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, at) => at)
  const answer = await invoke(eventOf(bytes))
  expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: true })
  expect([...Buffer.from(answer.body, 'base64')]).toEqual([...bytes.toReversed()])
  expect(looks).toMatchObject([{ subject: 'ledger:b-1', rows: 256, of: 'credit', who: { bank: 'b-1' } }])
})

test('E3 another media type or more than 1 MB is refused with what would be right', async () => {
  const json = await invoke(eventOf(new TextEncoder().encode('{}'), 'application/json'))
  expect(json.statusCode).toBe(415)
  expect(JSON.parse(json.body).detail).toContain(mediaType)
  expect((await invoke(eventOf(new Uint8Array(1_000_001)))).statusCode).toBe(413)
})

test('E3 the API document names the file in and out', () => {
  const document = openApiOf([{ title: '文件', endpoints: [echo as never], refusals: {} }])
  const binary = { schema: { type: 'string', format: 'binary' } }
  expect(document.paths).toMatchObject({
    [route.path]: {
      post: {
        requestBody: { required: true, content: { [mediaType]: binary } },
        responses: { 200: { content: { [mediaType]: binary } } },
      },
    },
  })
})
