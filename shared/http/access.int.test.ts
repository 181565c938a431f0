import { SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import type { BaseDeps, Service } from '#shared/service/serve.ts'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { silentLog } from '#shared/testing/harness.ts'
import { httpApp } from './app.ts'
import { answer, endpoint, notFound } from './endpoint.ts'

const route = {
  method: 'GET',
  path: '/intake/v1/entities/{code}',
  permission: 'entities:read',
  title: '查询',
} as const
const show = endpoint<BaseDeps>()(route, {
  params: z.strictObject({ code: z.string() }),
  result: z.object({ uscc: z.string(), phone: z.string(), opened: z.boolean() }),
  discloses: {
    of: 'personal',
    subjectOf: ({ result }) => (result.opened ? { code: result.uscc, regionCode: '511702' } : undefined),
  },
  run: async ({ params: { code } }) =>
    code === 'none'
      ? notFound('该主体')
      : answer({ uscc: code, phone: '138****5678', opened: code !== 'closed' }),
})

let engine: TestTable
let deps: BaseDeps
let tick = 0
beforeAll(async () => {
  engine = await startTestTable()
  deps = {
    table: engine.table,
    sqs: new SQSClient({ region: 'local' }),
    province: '51',
    clock: () => {
      tick += 1000
      return new Date(Date.UTC(2026, 2, 2) + tick).toISOString()
    },
    log: silentLog,
  }
})
afterAll(async () => await engine.stop())

const township = { sub: 'zhang', role: 'township', region: '511702001', org: 'township-office' }
const look = async (
  code: string,
  {
    purpose,
    over = {},
    claims = township,
  }: { purpose?: string; over?: Partial<BaseDeps>; claims?: object } = {},
) => {
  const parts: Pick<Service<BaseDeps>, 'endpoints' | 'refusals'> = { endpoints: [show], refusals: {} }
  const given = { ...deps, ...over }
  const app = httpApp({ ...parts, deps: given, clock: deps.clock, claim: async () => 'ours', log: silentLog })
  const answered = await app.request(
    `/intake/v1/entities/${code}`,
    { headers: purpose === undefined ? {} : { 'access-purpose': purpose } },
    { event: { requestContext: { requestId: `r-${tick}`, authorizer: { jwt: { claims } } } } },
  )
  return { status: answered.status, body: (await answered.json()) as Record<string, unknown> }
}
const looksAt = async (subject: string, limit = 100, cursor?: string) => {
  const page = await engine.table.readAccess(subject, limit, cursor)
  if (page === 'bad-cursor') throw new Error(page)
  return page
}

test('H2 H4 every look is on record before it is answered: who, when, at whom, by which way, what for', async () => {
  expect((await look('E1', { purpose: 'visiting' })).status).toBe(200)
  expect((await look('E1')).status).toBe(200)
  const { items } = await looksAt('E1')
  expect(items).toHaveLength(2)
  expect(items[1]).toEqual({
    subject: 'E1',
    regionCode: '511702',
    at: '2026-03-02T00:00:01.000Z',
    requestId: 'r-0',
    of: 'personal',
    route: 'GET /intake/v1/entities/{code}',
    who: township,
    purpose: 'visiting',
  })
  expect(items[0]).not.toHaveProperty('purpose')
})

test('H2 what was not opened leaves no record', async () => {
  expect((await look('closed')).status).toBe(200)
  expect((await look('none')).status).toBe(404)
  expect((await look('E2', { claims: { ...township, role: 'bank', bank: 'icbc' } })).status).toBe(403)
  for (const subject of ['closed', 'none', 'E2']) expect((await looksAt(subject)).items).toEqual([])
})

test('H2 a purpose that the sharing list does not give the role is refused, and says which ones it gives', async () => {
  const { status, body } = await look('E3', { purpose: 'lending' })
  expect([status, body.code]).toEqual([403, 'not-shared'])
  expect(body.detail).toContain('visiting 走访与申报')
  expect((await looksAt('E3')).items).toEqual([])
})

test('H4 what cannot be written down is not shown', async () => {
  const recordAccess = () => Promise.reject(new Error('table is away'))
  const { status, body } = await look('E4', { over: { table: { ...deps.table, recordAccess } } })
  expect([status, body.code]).toEqual([503, 'access-not-recorded'])
  expect(JSON.stringify(body)).not.toContain('138')
})

test('H4 a record told again stays one and is not overwritten; records are paged newest first', async () => {
  for (const code of ['E5', 'E5', 'E5']) await look(code)
  const { items } = await looksAt('E5')
  const oldest = items[2]
  if (!oldest) throw new Error('no record')
  await engine.table.recordAccess({ ...oldest, route: 'GET /elsewhere' })
  expect((await looksAt('E5')).items).toEqual(items)
  const first = await looksAt('E5', 2)
  const second = await looksAt('E5', 2, first.nextCursor)
  expect([...first.items, ...second.items]).toEqual(items)
  expect(await engine.table.readAccess('E5', 2, 'bm9uc2Vuc2U')).toBe('bad-cursor')
})
