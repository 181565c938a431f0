import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { load } from '#shared/commits/execute.ts'
import type { Fate } from '#shared/queue/inbox.ts'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { harness } from '#shared/testing/harness.ts'
import { factDefinition } from './domain/fact.ts'
import { reportingService } from './handlers.ts'
import { deliverTo, rollupsIn } from './testing/deliver.ts'
import { countedEvents } from './testing/event-names.ts'
import { dataOf, histories, type Told } from './testing/history.ts'
import { recount } from './testing/recount.ts'
import { testDeps } from './testing/service.ts'

let engine: TestTable
let door: ReturnType<typeof harness>
beforeAll(async () => {
  engine = await startTestTable()
  door = harness(reportingService, testDeps(engine.table)) as typeof door
})
afterAll(async () => await engine.stop())

const deliver = async (told: Told): Promise<Fate> => await deliverTo(engine.table, told)
const rollups = async () => await rollupsIn(engine.table)

const city = { sub: 'supervisor-511700', role: 'supervisor', region: '511700' }
const county = { sub: 'supervisor-511702', role: 'supervisor', region: '511702' }
const province = { sub: 'supervisor-510000', role: 'supervisor', region: '510000' }
const funnel = '/reports/v1/funnel'

test('G1 events told at once, twice and in any order count as a recount of them does', async () => {
  const [history = []] = fc.sample(histories(120, 110, 12), { numRuns: 1, seed: 20250402 })
  const twice = [...history, ...history.toReversed()]
  expect(twice.length).toBeGreaterThan(200)
  const fates = await Promise.all(twice.map(deliver))
  expect(new Set(fates.map(({ fate }) => fate))).toEqual(new Set(['done']))
  expect(await rollups()).toEqual(recount(history))
  const again = await Promise.all(history.slice(0, 40).map(deliver))
  expect(again.every(({ fate }) => fate === 'done')).toBe(true)
  expect(await rollups()).toEqual(recount(history))
}, 60_000)

test('G1 told in batches as the queue hands them over, the same', async () => {
  const own = await startTestTable()
  try {
    const [history = []] = fc.sample(histories(120, 110, 12), { numRuns: 1, seed: 20250403 })
    const twice = [...history, ...history.toReversed()]
    // Three functions side by side, each with a batch of ten at a time.
    const lanes = Array.from({ length: 3 }, (_, lane) => twice.filter((_, at) => at % 3 === lane))
    await Promise.all(
      lanes.map(async lane => {
        const deps = testDeps(own.table)
        for (let start = 0; start < lane.length; start += 10)
          await Promise.all(lane.slice(start, start + 10).map(told => deliverTo(own.table, told, deps)))
      }),
    )
    expect(await rollupsIn(own.table)).toEqual(recount(history))
  } finally {
    await own.stop()
  }
}, 60_000)

test('G1 a twin that lost its race leaves one commit and one count', async () => {
  const before = await rollups()
  const uscc = '93511702MA6DDDDD4D'
  const seed = {
    uscc,
    place: { regionCode: '511702', townshipCode: '511702102' },
    day: '2026-01-05',
    bankId: 'icbc-tongchuan',
    application: 1,
    fen: 30_000_000,
    flag: 0,
  } as const
  const told = {
    name: 'entity-visited.v1',
    data: dataOf('entity-visited.v1', seed),
    envelope: { id: 'twin', sequence: 1 },
  } as Told
  await Promise.all(Array.from({ length: 10 }, () => deliver(told)))
  expect((await load(engine.table, factDefinition, uscc)).version).toBe(1)
  const after = await rollups()
  expect(after['R|511702|2026-01-05|visited']).toBe(1)
  expect(after['T|511702|511702102|2026-01-05|demand']).toBe(1)
  expect(Object.keys(after).length).toBe(Object.keys(before).length + 4)
})

test('G1 G3 G8 one enterprise from list to loan is read at every level and at its banks', async () => {
  const seed = {
    uscc: '92511702MA6EEEEE5E',
    place: { regionCode: '511702', townshipCode: '511702103' },
    bankId: 'psbc-tongchuan',
    application: 1,
    fen: 20_000_000,
    flag: 0,
  } as const
  for (const [index, name] of countedEvents.entries()) {
    if (/corrected|screened|returned|refused|withdrawn|removed|coaching|off-list/.test(name)) continue
    const data = dataOf(name, { ...seed, day: `2026-02-${String(index + 1).padStart(2, '0')}` })
    expect(await door.receive(name, data as never, `story-${index}`)).toEqual({ fate: 'done' })
  }
  const bank = {
    bankId: 'psbc-tongchuan',
    name: '中国邮储银行通川支行',
    institutionId: 'psbc',
    institutionName: '中国邮储银行',
    regionCodes: ['511702'],
    active: true,
  }
  await door.receive('bank-registered.v1', bank, 'bank-1')
  await door.refreshViews('bank', 'psbc-tongchuan')

  const period = 'from=2026-02-01&to=2026-02-28'
  const whole = { visited: 1, demand: 1, declared: 1, recommended: 1, pushed: 1, contacted: 1, drawn: 1 }
  const money = { askedFen: 20_000_000, creditedFen: 20_000_000, drawnFen: 20_000_000 }
  const ratios = { contactCoverageBp: 10_000, creditRateBp: 10_000, drawRateBp: 10_000 }
  for (const [claims, region, row] of [
    [county, '511702', { code: '511702103' }],
    [city, '511700', { code: '511702', name: '通川区' }],
    [province, '510000', { code: '511700', name: '达州市' }],
  ] as const) {
    const { status, body } = await door.call(claims, 'GET', `${funnel}?region=${region}&${period}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      region: { code: region },
      by: 'region',
      from: '2026-02-01',
      to: '2026-02-28',
    })
    expect(body.total).toMatchObject({ ...whole, ...money, ratios })
    expect(body.rows).toHaveLength(1)
    expect(body.rows[0]).toMatchObject({ ...row, ...whole, ...money })
  }
  const township = await door.call(county, 'GET', `${funnel}?region=511702103&${period}`)
  expect(township.body.total).toMatchObject({ ...whole, ...money })
  expect(township.body.rows).toEqual([])
  const byBank = await door.call(county, 'GET', `${funnel}?by=bank&${period}`)
  expect(byBank.body.total).toMatchObject(whole)
  expect(byBank.body.rows).toHaveLength(1)
  expect(byBank.body.rows[0]).toMatchObject({
    code: 'psbc-tongchuan',
    name: '中国邮储银行通川支行',
    pushed: 1,
    contacted: 1,
    drawn: 1,
    creditedFen: 20_000_000,
  })
  expect(byBank.body.asOf).toBe('2025-04-02T01:00:00.000Z')
})

test('D7 E3 credit off the lists and a corrected line are read in their own fields, at the region and the bank', async () => {
  const seed = {
    uscc: '92511702MA6GGGGG7G',
    place: { regionCode: '511702', townshipCode: '511702103' },
    day: '2026-06-02',
    bankId: 'psbc-tongchuan',
    application: 1,
    fen: 30_000_000,
    flag: 3,
  } as const
  const say = async (name: Told['name'], sequence: number, more: object = {}) => {
    const data = { ...(dataOf(name, seed, sequence) as object), ...more }
    const told = { name, data, envelope: { id: `d7-${name}-${sequence}`, sequence } } as unknown as Told
    expect(await deliver(told)).toEqual({ fate: 'done' })
  }
  await say('off-list-credit-recorded.v1', 2)
  await say('off-list-credit-recorded.v1', 1, { drawnFen: 1 })
  const decided = dataOf('credit-decided.v1', seed) as { decidedOn: string }
  const { outcome, grant } = decided as unknown as { outcome: string; grant: object }
  const right = { decidedOn: '2026-06-01', outcome, grant: { ...grant, lineFen: 25_000_000 } }
  await say('feedback-corrected.v1', 9, { decision: right, totalDrawnFen: 0 })
  await say('credit-decided.v1', 8)
  await say('credit-withdrawn.v1', 10)
  const period = 'from=2026-06-01&to=2026-06-30'
  const figures = {
    credited: 1,
    creditedFen: 25_000_000,
    creditWithdrawn: 1,
    creditWithdrawnFen: 25_000_000,
    drawnFen: 0,
    offListCredited: 1,
    offListCreditedFen: 30_000_000,
    offListDrawn: 1,
    offListDrawnFen: 10_000_000,
  }
  for (const claims of [county, city, province]) {
    const { body } = await door.call(claims, 'GET', `${funnel}?by=bank&${period}`)
    expect(body.total).toMatchObject(figures)
    expect(body.rows).toMatchObject([{ code: 'psbc-tongchuan', ...figures }])
  }
  const day = await door.call(county, 'GET', `${funnel}?from=2026-06-02&to=2026-06-02`)
  expect(day.body.total).toMatchObject({ credited: 0, creditedFen: 0, offListCredited: 1 })
})

test('G1 from and to are days and both count; outside them nothing does', async () => {
  const visited = async (from: string, to: string) =>
    (await door.call(county, 'GET', `${funnel}?from=${from}&to=${to}`)).body.total.visited
  expect(await visited('2026-02-02', '2026-02-02')).toBe(1)
  expect(await visited('2026-02-03', '2026-02-28')).toBe(0)
  expect(await visited('2026-01-06', '2026-02-01')).toBe(0)
})

test('G3 an empty period has no ratios, not zero ones', async () => {
  const { body } = await door.call(county, 'GET', `${funnel}?from=2030-01-01`)
  expect(body).toMatchObject({ to: null, rows: [], total: { visited: 0, askedFen: 0 } })
  expect(body.total.ratios).toEqual({ contactCoverageBp: null, creditRateBp: null, drawRateBp: null })
})

test('G8 the rows of every level add up to its total', async () => {
  for (const [claims, region] of [
    [county, '511702'],
    [city, '511700'],
    [province, '510000'],
  ] as const) {
    const { body } = await door.call(claims, 'GET', `${funnel}?region=${region}`)
    expect(body.total.visited).toBeGreaterThan(0)
    for (const metric of ['visited', 'declared', 'pushed', 'drawn', 'askedFen', 'drawnFen'])
      expect(
        body.rows.reduce((sum: number, row: Record<string, number>) => sum + (row[metric] ?? 0), 0),
      ).toBe(body.total[metric])
  }
})

test('A2 a supervisor sees its own subtree and nothing beside or above it', async () => {
  for (const region of ['511703', '511700', '510000', '000000', 'G41150001'])
    expect(await door.call(county, 'GET', `${funnel}?region=${region}`)).toMatchObject({
      status: 403,
      body: { code: 'outside-region' },
    })
  const bank = { sub: 'bank-icbc', role: 'bank', region: '000000', bank: 'icbc-tongchuan' }
  expect(await door.call(bank, 'GET', funnel)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  const nation = { sub: 'supervisor-000000', role: 'supervisor', region: '000000' }
  const all = await door.call(nation, 'GET', funnel)
  expect(all.body.rows.map(({ name }: { name: string }) => name)).toEqual(['四川省'])
  expect(await door.call(nation, 'GET', `${funnel}?region=411500`)).toMatchObject({
    status: 422,
    body: { code: 'region-elsewhere' },
  })
})

test('G1 a bad query is answered with the field and what would be right', async () => {
  const bad = async (query: string) => {
    const { status, body } = await door.call(county, 'GET', `${funnel}?${query}`)
    return [status, body.code, body.errors?.[0]?.pointer, body.errors?.[0]?.detail ?? body.detail]
  }
  expect(await bad('region=511799')).toEqual([
    422,
    'validation-failed',
    '?region',
    '区划代码不在区划目录内，请核对',
  ])
  expect(await bad('region=5117')).toEqual([
    422,
    'validation-failed',
    '?region',
    '须为六位区划代码、九位乡镇（街道）代码，或以 G 开头的功能区代码',
  ])
  expect(await bad('from=2025-02-30')).toEqual([
    422,
    'validation-failed',
    '?from',
    '须为真实存在的日期，格式 YYYY-MM-DD',
  ])
  expect(await bad('from=2025-03-02&to=2025-03-01')).toEqual([
    422,
    'validation-failed',
    '?from',
    '起始日不得晚于截止日',
  ])
  expect(await bad('by=day')).toMatchObject([
    422,
    'validation-failed',
    '?by',
    '须为 region（按下级区划）或 bank（按银行）',
  ])
  expect(await bad('regoin=511702')).toEqual([
    422,
    'validation-failed',
    '?regoin',
    '未知字段：请核对字段名，或删去该字段',
  ])
  expect((await bad('region=511702103&by=bank')).slice(0, 2)).toEqual([422, 'bank-figures-by-county'])
})

test('G1 an event whose region is none can never be counted and goes to the dead letters', async () => {
  const data = {
    uscc: '92511702MA6FFFFF6F',
    regionCode: '000000',
    visitedOn: '2025-03-01',
    method: 'phone',
    hasDemand: false,
  } as const
  expect(await door.receive('entity-visited.v1', data, 'nowhere')).toMatchObject({ fate: 'dead-letter' })
})
