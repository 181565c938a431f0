import { SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { type AggregateDefinition, execute } from '#shared/commits/execute.ts'
import { accept, refuse } from '#shared/domain/decision.ts'
import type { BaseDeps, Service } from '#shared/service/serve.ts'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { harness, silentLog } from '#shared/testing/harness.ts'
import { outside } from './caller.ts'
import { answerOf, endpoint, refused } from './endpoint.ts'

type Noted = { readonly type: 'noted'; readonly text: string }
const notes: AggregateDefinition<readonly string[], Noted> = {
  name: 'note',
  initial: [],
  evolve: (all, event) => [...all, event.text],
}

const routes = {
  note: { method: 'POST', path: '/intake/v1/visits', permission: 'visits:record', title: '记录' },
} as const

const noteEndpoint = endpoint<BaseDeps>()(routes.note, {
  body: z.strictObject({ region: z.string(), id: z.string(), text: z.string().min(2) }),
  bulk: { max: 5, orderBy: item => item.id },
  status: 201,
  run: async ({ body, caller, cause, now }, { table }) => {
    const beyond = outside(caller, body.region)
    if (beyond) return refused(beyond)
    const execution = await execute(table, notes, {
      id: body.id,
      cause,
      actor: caller,
      now,
      decide: all =>
        all.includes(body.text)
          ? refuse('noted-already', '已经记过', { facts: { position: all.indexOf(body.text) } })
          : accept<Noted, { count: number; at: string }>([{ type: 'noted', text: body.text }], {
              count: all.length + 1,
              at: now,
            }),
    })
    return answerOf(execution, () => body.id)
  },
})

const service: Service<BaseDeps> = {
  declaration: {
    name: 'intake',
    title: '走访',
    purpose: 'test',
    publishes: [],
    consumes: {},
    routes,
    schedules: {},
    keys: {},
    bankQueues: false,
    assets: {},
  },
  endpoints: [noteEndpoint],
  refusals: { 'noted-already': { status: 409, title: '已经记过' } },
  handlers: {},
  schedules: {},
  aggregates: [],
}

let engine: TestTable
let http: ReturnType<typeof harness<BaseDeps>>
let tick = 0
beforeAll(async () => {
  engine = await startTestTable()
  http = harness(service, {
    table: engine.table,
    sqs: new SQSClient({ region: 'local' }),
    province: '51',
    // Every call sees another time, so that equal answers prove a replay and not a repetition.
    clock: () => {
      tick += 1000
      return new Date(Date.UTC(2026, 2, 2) + tick).toISOString()
    },
    log: silentLog,
  })
})
afterAll(async () => {
  await engine.stop()
})

const township = { sub: 'township-511702001', role: 'township', region: '511702001' }
const post = (body: unknown, key?: string, claims = township) =>
  http.call(claims, 'POST', '/intake/v1/visits', body, key)
const note = (id: string, text: string) => ({ region: '511702001', id, text })

describe('the HTTP door', () => {
  test('a replay answers byte for byte the same; the same key with another body is 422', async () => {
    const first = await post(note('a', '第一次'), 'key-a')
    const again = await post(note('a', '第一次'), 'key-a')
    expect(first.status).toBe(201)
    expect(again).toEqual(first)
    const other = await post(note('elsewhere', '另一内容'), 'key-a')
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } })
  })

  test('twins that race answer the same and write once', async () => {
    const twins = await Promise.all(Array.from({ length: 8 }, () => post(note('twin', '同时'), 'key-twin')))
    expect(new Set(twins.map(({ text }) => text)).size).toBe(1)
    expect(twins[0]?.body).toMatchObject({ count: 1 })
  })

  test('a replayed refusal is the same refusal, trace id included', async () => {
    await post(note('b', '一次'), 'key-b1')
    const first = await post(note('b', '一次'), 'key-b2')
    await post(note('b', '别的'), 'key-b3')
    expect(first).toMatchObject({ status: 409, body: { code: 'noted-already', position: 0 } })
    expect(await post(note('b', '一次'), 'key-b2')).toEqual(first)
  })

  test('keys are the caller’s own', async () => {
    const neighbour = { sub: 'township-511702002', role: 'township', region: '511702' }
    await post(note('c', '甲方'), 'key-c')
    expect((await post(note('c2', '乙方'), 'key-c', neighbour)).status).toBe(201)
  })

  test('each bad request names what is wrong and what would be right, in Chinese', async () => {
    expect(await post({ ...note('d', '多字段'), extra: 1 })).toMatchObject({
      status: 422,
      body: { code: 'validation-failed', errors: [{ pointer: '/extra', code: 'unknown-field' }] },
    })
    expect(await post({ region: '511702001', id: 'd' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/text', code: 'required', detail: '缺少必填字段' }] },
    })
    expect(await post({ ...note('d', '甲'), id: 7 })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/id' }, { pointer: '/text' }] },
    })
    expect(await post(note('d', '甲乙'), 'two words')).toMatchObject({
      status: 400,
      body: { code: 'idempotency-key-missing' },
    })
    expect(await post({ ...note('d', 'x'.repeat(1_000_001)) })).toMatchObject({
      status: 413,
      body: { code: 'body-too-large' },
    })
    for (const { body } of [await post({}), await post({ items: [] })]) expect(body.detail).toMatch(/[一-龥]/)
  })

  test('a body nested ten thousand deep is refused like any other, not answered with an error of ours', async () => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'deep' }
    const deep = (open: string, close: string, depth: number) =>
      `${open.repeat(depth)}1${close.repeat(depth)}`
    for (const body of [deep('[', ']', 10_000), deep('{"text":', '}', 100_000), deep('[', ']', 65)]) {
      const answer = await http.send(township, 'POST', '/intake/v1/visits', { headers, body })
      expect([answer.status, await answer.json()]).toMatchObject([
        422,
        { code: 'validation-failed', detail: '请求体嵌套过深：至多 64 层。' },
      ])
    }
    const flat = { headers, body: deep('[', ']', 64) }
    const answer = await http.send(township, 'POST', '/intake/v1/visits', flat)
    expect(await answer.json()).toMatchObject({ detail: expect.not.stringContaining('嵌套') })
  })

  test('H3 no answer is kept on the way, refusals included', async () => {
    for (const path of ['/intake/v1/visits', '/intake/v1/nothing']) {
      const { headers } = await http.send(township, 'POST', path)
      expect(headers.get('cache-control')).toBe('no-store')
    }
  })

  test('A2 role and region are checked on every call', async () => {
    const bank = { sub: 'bank-icbc', role: 'bank', region: '000000', bank: 'icbc' }
    expect(await post(note('e', '越权'), undefined, bank)).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    })
    expect(await post({ ...note('e', '越界'), region: '511703' })).toMatchObject({
      status: 403,
      body: { code: 'outside-region' },
    })
    for (const role of ['nobody', 'constructor', '__proto__'])
      expect(await post(note('e', '无名'), undefined, { ...township, role })).toMatchObject({
        status: 401,
        body: { code: 'unauthenticated' },
      })
  })

  test('in bulk a bad row never sinks its neighbours, and rows on one thing keep their order', async () => {
    const items = [
      note('f', '先来'),
      { id: 'f' },
      note('f', '后到'),
      { ...note('g', '越界'), region: '510000' },
    ]
    const answer = await post({ items }, 'key-f')
    expect(answer.status).toBe(200)
    expect(answer.body.items).toMatchObject([
      { index: 0, status: 201, id: 'f', result: { count: 1 } },
      { index: 1, status: 422, problem: { code: 'validation-failed' } },
      { index: 2, status: 201, id: 'f', result: { count: 2 } },
      { index: 3, status: 403, problem: { code: 'outside-region' } },
    ])
    expect(await post({ items }, 'key-f')).toEqual(answer)
    expect(await post({ items: [...items, note('h', '添加')] }, 'key-f')).toMatchObject({ status: 422 })
    expect(await post({ items: Array.from({ length: 6 }, () => note('i', '太多')) })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/items' }] },
    })
    for (const wrong of [{}, null, '一', 1])
      expect(await post({ items: wrong })).toMatchObject({
        status: 422,
        body: {
          detail: 'items 须为数组，1 至 5 条。',
          errors: [{ pointer: '/items', code: 'invalid-type' }],
        },
      })
    expect(await post({ items: [note('j', '多余')], dryRun: true })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/dryRun', code: 'unknown-field' }] },
    })
  })

  test('an unknown address answers in the same form', async () => {
    expect(await http.call(township, 'GET', '/intake/v1/nothing')).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    })
  })
})
