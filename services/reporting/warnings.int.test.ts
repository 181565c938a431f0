import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EventData } from '#shared/contracts/events.ts'
import type { EventName } from '#shared/contracts/names.ts'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { harness } from '#shared/testing/harness.ts'
import { reportingService } from './handlers.ts'
import { deliverTo } from './testing/deliver.ts'
import type { Told } from './testing/history.ts'
import { testDeps } from './testing/service.ts'

let engine: TestTable
let door: ReturnType<typeof harness>
beforeAll(async () => {
  engine = await startTestTable()
  door = harness(reportingService, testDeps(engine.table)) as typeof door
})
afterAll(async () => await engine.stop())

const staff = (role: string, region: string) => ({ sub: `${role}-${region}`, role, region })
const path = '/reports/v1/warnings'

const referral = (regionCode: string, n: number, bankId = 'icbc-tongchuan') => {
  const uscc = `9151170200000000${String(n).padStart(2, '0')}`
  const applicationId = `${uscc}-01`
  return {
    uscc,
    regionCode,
    townshipCode: `${regionCode}102`,
    applicationId,
    referralId: `${applicationId}-${bankId}`,
    bankId,
    institutionId: 'icbc',
  }
}
type Level = EventData<'clock-warned.v1'>['level']
const warn = async (regionCode: string, n: number, level: Level, key = `${regionCode}-${n}-${level}`) => {
  const at = referral(regionCode, n)
  const clock = {
    clock: 'decision',
    level,
    dueOn: '2025-04-01',
    warnedOn: `2025-04-${String(n).padStart(2, '0')}`,
  } as const
  const fate = await door.receive('clock-warned.v1', { ...at, ...clock }, key)
  await door.refreshViews('watch', at.applicationId)
  return fate
}
const rowsOf = async (claims: ReturnType<typeof staff>, query = '') => {
  const { status, body } = await door.call(claims, 'GET', `${path}${query}`)
  expect(status).toBe(200)
  return body
}

test('E7 G8 a warning reaches the task force, the city and the province, each once', async () => {
  for (const [n, region] of ['511702', '511702', '511703', '510104'].entries())
    await warn(region, n + 1, 'near-due')
  await warn('511702', 1, 'overdue')
  await warn('511702', 1, 'overdue', 'told again')
  await Promise.all(Array.from({ length: 6 }, () => warn('511702', 2, 'due', 'twin')))
  const bank = {
    bankId: 'icbc-tongchuan',
    name: '某银行通川支行',
    institutionId: 'icbc',
    institutionName: '某银行',
    regionCodes: ['511702'],
    active: true,
  }
  await door.receive('bank-registered.v1', bank, 'bank')
  await door.refreshViews('bank', 'icbc-tongchuan')

  const county = await rowsOf(staff('task-force', '511702'))
  expect(county.open).toEqual({
    nearDue: 0,
    due: 1,
    overdue: 1,
    unaccepted: 0,
    exposure: 0,
    misuse: 0,
    webhook: 0,
    total: 2,
  })
  expect(county.items).toMatchObject([
    {
      kind: 'decision-clock',
      level: 'overdue',
      dueOn: '2025-04-01',
      bankName: '某银行通川支行',
      warnedOn: '2025-04-01',
    },
    { kind: 'decision-clock', level: 'due', regionCode: '511702' },
  ])
  const city = await rowsOf(staff('supervisor', '511700'))
  expect([city.open.total, city.items.length]).toEqual([3, 3])
  for (const region of ['510000', '000000']) {
    const all = await rowsOf(staff('supervisor', region))
    expect([all.open.total, all.items.length]).toEqual([4, 4])
    expect(new Set(all.items.map(({ warningId }: { warningId: string }) => warningId)).size).toBe(4)
  }
  const township = await rowsOf(staff('task-force', '511702'), '?region=511702102')
  expect([township.open.total, township.items.length]).toEqual([2, 2])
  const elsewhere = await rowsOf(staff('task-force', '511702'), '?region=511702103')
  expect([elsewhere.open.total, elsewhere.items.length]).toEqual([0, 0])
})

test('E7 warnings are asked for by kind and level, and paged over cities without a gap', async () => {
  const province = staff('supervisor', '510000')
  expect((await rowsOf(province, '?level=near-due')).items).toHaveLength(2)
  expect((await rowsOf(province, '?kind=misuse')).items).toEqual([])
  const seen: string[] = []
  let cursor = ''
  for (let pages = 0; pages < 10; pages += 1) {
    const { items, nextCursor } = await rowsOf(province, `?limit=1${cursor}`)
    seen.push(...items.map(({ warningId }: { warningId: string }) => warningId))
    if (nextCursor === undefined) break
    cursor = `&cursor=${encodeURIComponent(nextCursor)}`
  }
  expect(seen).toEqual(
    (await rowsOf(province)).items.map(({ warningId }: { warningId: string }) => warningId),
  )
  expect(seen).toHaveLength(4)
})

test('E7 the decision takes the warning off every list', async () => {
  const at = referral('511702', 1)
  const decided = { ...at, outcome: 'given-up', decidedOn: '2025-04-12', reason: '企业放弃' } as const
  expect(await door.receive('credit-decided.v1', decided, 'decided')).toEqual({ fate: 'done' })
  await door.refreshViews('watch', at.applicationId)
  const { open, items } = await rowsOf(staff('convener', '511702'))
  expect(open).toMatchObject({ overdue: 0, due: 1, total: 1 })
  expect(items).toHaveLength(1)
  const funnel = await door.call(staff('supervisor', '511702'), 'GET', '/reports/v1/funnel')
  expect(funnel.body.total.gaveUp).toBe(1)
})

test('A2 warnings stay inside the caller’s subtree, and banks do not read them', async () => {
  expect(await door.call(staff('task-force', '511702'), 'GET', `${path}?region=511703`)).toMatchObject({
    status: 403,
    body: { code: 'outside-region' },
  })
  const bank = { ...staff('bank', '511702'), bank: 'icbc-tongchuan' }
  expect(await door.call(bank, 'GET', path)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
})

test('E7 a bad query is answered with the field and what would be right', async () => {
  const bad = async (query: string) => {
    const { status, body } = await door.call(staff('supervisor', '511700'), 'GET', `${path}?${query}`)
    return [status, body.code, body.errors?.[0]?.pointer, body.errors?.[0]?.detail]
  }
  expect(await bad('limit=0')).toEqual([422, 'validation-failed', '?limit', 'limit 须为 1 至 200 的整数'])
  expect((await bad('level=late')).slice(0, 3)).toEqual([422, 'validation-failed', '?level'])
  const cursor = 'cursor 不属于此列表，请原样使用上一页返回的 nextCursor，查询条件不变。'
  expect(await bad('cursor=abc')).toEqual([422, 'validation-failed', '?cursor', cursor])
  const foreign = Buffer.from(JSON.stringify({ city: '510100' })).toString('base64url')
  expect(await bad(`cursor=${foreign}`)).toEqual([422, 'validation-failed', '?cursor', cursor])
})

test('E3 E7 F1 work and a bank’s interface reach the levels above, and leave with what settles them', async () => {
  const told = async (name: EventName, data: unknown, sequence: number) => {
    const event = { name, data, envelope: { id: `${name}-${sequence}`, sequence } } as unknown as Told
    expect(await deliverTo(engine.table, event)).toEqual({ fate: 'done' })
    for (const watch of ['work:slip:SL-1', 'webhook:boc-dazhou']) await door.refreshViews('watch', watch)
  }
  const slip = { regionCode: '511703', kind: 'slip', workId: 'SL-1', responsible: 'dept-511703' }
  const bank = { bankId: 'boc-dazhou', institutionId: 'boc', regionCodes: ['511700', '510000'] }
  await told('work-warned.v1', { ...slip, level: 'overdue', dueOn: '2025-04-01', warnedOn: '2025-04-02' }, 3)
  const off = { reason: '连续五日无一次送达', failingSince: '2025-03-28T00:00:00Z', disabledOn: '2025-04-02' }
  await told('webhook-disabled.v1', { ...bank, ...off }, 4)
  const counted = async (region: string, kind: string) => {
    const { open, items } = await rowsOf(staff('supervisor', region), `?kind=${kind}`)
    return [kind === 'webhook' ? open.webhook : open.overdue, items.length]
  }
  expect(await counted('511703', 'slip')).toEqual([1, 1])
  expect(await counted('511703', 'webhook')).toEqual([0, 0])
  expect(await counted('511700', 'webhook')).toEqual([1, 1])
  expect(await counted('510000', 'webhook')).toEqual([2, 2])
  expect(await counted('510000', 'slip')).toEqual([1, 1])
  const { items } = await rowsOf(staff('supervisor', '511703'), '?kind=slip')
  expect(items[0]).toMatchObject({ responsible: 'dept-511703', workId: 'SL-1', level: 'overdue' })
  expect(items[0]).not.toHaveProperty('uscc')
  const { responsible: _whose, ...settled } = slip
  await told('work-settled.v1', { ...settled, settledOn: '2025-04-03' }, 5)
  await told('webhook-enabled.v1', { ...bank, enabledOn: '2025-04-04' }, 6)
  expect(await counted('511703', 'slip')).toEqual([0, 0])
  expect(await counted('510000', 'webhook')).toEqual([0, 0])
})
