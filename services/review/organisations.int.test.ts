import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { duties } from './domain/organisation-kinds.ts'
import { claims, county } from './testing/cases.ts'
import { type Desk, openDesk } from './testing/desk.ts'
import { organisations as base, clerk, registerDesk, stated } from './testing/register-desk.ts'

// The day of the desk is 2025-03-03 (Asia/Shanghai).
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(async () => {
  await desk.stop()
})

const { put, appoint, endTerm } = registerDesk(() => desk)

describe('a county registers its mechanism and its people', () => {
  test('A1 A4 mechanism, office, task force and the five groups, each under its own', async () => {
    const plain = { kind: 'task-force', name: '通川区工作专班', parentOrg: 'mechanism-511702' }
    expect(await put('taskforce-511702', plain)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/parentOrg', code: 'unknown-organisation' }] },
    })
    expect(await put('mechanism-511702', { kind: 'mechanism', name: '通川区工作机制' })).toMatchObject({
      status: 200,
      body: { organisationId: 'mechanism-511702', kindLabel: '工作机制' },
    })
    expect((await put('taskforce-511702', plain)).status).toBe(200)
    const office = { kind: 'mechanism-office', name: '工作机制办公室', parentOrg: 'mechanism-511702' }
    expect((await put('office-511702', office)).status).toBe(200)
    for (const [duty, { label }] of Object.entries(duties))
      expect(
        await put(`group-${duty}`, { kind: 'office-group', name: label, duty, parentOrg: 'office-511702' }),
      ).toMatchObject({ status: 200, body: { duty, dutyLabel: label } })
    const { body } = await desk.call(clerk, 'GET', `${base}?region=${county}&kind=office-group`)
    expect(body.items.map(({ dutyLabel }: { dutyLabel: string }) => dutyLabel).sort()).toEqual(
      Object.values(duties)
        .map(({ label }) => label)
        .sort(),
    )
    const city = claims('supervisor', 'up', '511700')
    const seen = await desk.call(city, 'GET', `${base}?region=511700&kind=mechanism`)
    expect(seen.body.items).toMatchObject([{ organisationId: 'mechanism-511702', regionCode: county }])
  })

  test('A1 a second task force in the same county is refused and told which one there is', async () => {
    const second = { kind: 'task-force', name: '另一专班', parentOrg: 'mechanism-511702' }
    expect(await put('taskforce-2', second)).toMatchObject({
      status: 409,
      body: { code: 'seat-taken', organisationId: 'taskforce-511702' },
    })
    expect((await desk.call(clerk, 'GET', `${base}/taskforce-2`)).status).toBe(404)
  })

  test('A1 H4 a change keeps what was before, with who, when and why', async () => {
    await put('office-511702', {
      kind: 'mechanism-office',
      name: '通川区融资协调办公室',
      parentOrg: 'mechanism-511702',
      reason: '更名',
    })
    const { body } = await desk.call(clerk, 'GET', `${base}/office-511702`)
    expect(body).toMatchObject({
      name: '通川区融资协调办公室',
      history: [
        { name: '工作机制办公室', reason: '按通知设立', by: { sub: 'clerk' } },
        { name: '通川区融资协调办公室', reason: '更名' },
      ],
    })
  })

  test('A1 one leader at a time; the next one’s term is planned ahead; twins appoint once', async () => {
    const leader = await appoint('taskforce-511702', 'leader-a', 'leader', '2025-01-01', { name: '甲组长' })
    expect(leader).toMatchObject({ status: 201, body: { officeLabel: '组长', inOffice: true } })
    expect(await appoint('taskforce-511702', 'leader-b', 'leader', '2025-03-03')).toMatchObject({
      status: 409,
      body: { code: 'office-held', sub: 'leader-a' },
    })
    const end = (key?: string) => endTerm('taskforce-511702', leader.body.appointmentId, '2025-03-02', key)
    const ended = await end('end-a')
    expect(ended).toMatchObject({
      status: 200,
      body: { inOffice: false, ended: { lastDay: '2025-03-02', reason: '调离' } },
    })
    expect((await end('end-a')).text).toBe(ended.text)
    expect((await end()).body.code).toBe('term-ended')
    const twins = await Promise.all(
      ['b', 'c', 'd'].map(sub => appoint('taskforce-511702', `leader-${sub}`, 'leader', '2025-03-03')),
    )
    expect(twins.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    const winner = twins.find(({ status }) => status === 201)?.body.sub
    const on = async (day: string) => {
      const { body } = await desk.call(clerk, 'GET', `${base}/taskforce-511702/appointments?on=${day}`)
      return body.items.map(({ sub, name }: { sub: string; name?: string }) => name ?? sub)
    }
    expect(await on('2025-03-02')).toEqual(['甲组长'])
    expect(await on('2025-03-03')).toEqual([winner])
    expect((await desk.call(clerk, 'GET', `${base}/taskforce-511702/appointments`)).body.items).toHaveLength(
      2,
    )
  })
})

test('A1 two task forces stated at once: one has the seat, whichever; the other is told', async () => {
  const city = claims('task-force', 'city', '511700', 'office-511700')
  const there = { regionCode: '511703' }
  const head = { ...there, kind: 'mechanism', name: '达川区工作机制' }
  expect((await put('mechanism-511703', head, city)).status).toBe(200)
  const force = { ...there, kind: 'task-force', name: '达川区工作专班', parentOrg: 'mechanism-511703' }
  const race = await Promise.all(['a', 'b', 'c'].map(id => put(`force-${id}`, force, city)))
  expect(race.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  expect(race.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual([
    'seat-taken',
    'seat-taken',
  ])
})

test('A1 a crash between the seat and the organisation is healed by saying it again', async () => {
  const city = claims('task-force', 'city', '511700', 'office-511700')
  const body = { ...stated, regionCode: '511722', kind: 'mechanism', name: '宣汉县工作机制' }
  const crashing = desk.over({
    ...desk.table,
    append: async (commit, alongside) => {
      if (commit.aggregate === 'organisation') throw new Error('crash')
      return await desk.table.append(commit, alongside)
    },
  })
  const path = `${base}/mechanism-511722`
  expect((await crashing.call(city, 'PUT', path, body)).status).toBe(500)
  expect((await desk.call(city, 'GET', path)).status).toBe(404)
  expect((await desk.call(city, 'PUT', path, body)).status).toBe(200)
  expect((await desk.call(city, 'GET', path)).body.history).toHaveLength(1)
})

test('A2 who is beside the county sees and changes nothing of it', async () => {
  const beside = claims('task-force', 'x', '511703')
  expect((await desk.call(beside, 'GET', `${base}/mechanism-511702`)).status).toBe(404)
  expect((await desk.call(beside, 'GET', `${base}/mechanism-511702/appointments`)).status).toBe(404)
  expect((await desk.call(beside, 'GET', `${base}?region=${county}`)).body.code).toBe('outside-region')
  const body = { kind: 'mechanism', name: '别处工作机制' }
  expect((await put('mechanism-511702', body, beside)).body.code).toBe('outside-region')
  expect((await put('mechanism-511702', { ...body, regionCode: '511703' }, beside)).body.code).toBe(
    'outside-region',
  )
  const own = claims('leader', 'leader-b', '511702104', 'taskforce-511702')
  expect((await desk.call(own, 'GET', `${base}/taskforce-511702`)).status).toBe(200)
})

const group = {
  ...stated,
  kind: 'office-group',
  name: '某组',
  parentOrg: 'office-511702',
  duty: 'evaluation',
}
test.each([
  [{ kind: 'club' }, '/kind', /须为以下之一.*mechanism-office/],
  [{ duty: 'tea' }, '/duty', /须为以下之一.*coordination/],
  [{ duty: undefined }, '/duty', /须填写职责/],
  [{ parentOrg: 'mechanism-511702' }, '/parentOrg', /须为工作机制办公室/],
  [{ parentOrg: 'a b' }, '/parentOrg', /字母/],
  [{ regionCode: '511700' }, '/parentOrg', /同一区划/],
  [{ regionCode: '511702104' }, '/regionCode', /此代码为乡镇/],
  [{ regionCode: '511799' }, '/regionCode', /没有这个区划代码/],
  [{ from: '2025-02-30' }, '/from', /YYYY-MM-DD/],
  [{ to: '2024-01-01' }, '/to', /不得早于设立日期/],
  [{ reason: undefined }, '/reason', /缺少必填字段/],
  [{ name: ' ' }, '/name', /2 至 100 字/],
  [{ phone: '1' }, '/phone', /未知字段/],
])('A1 A4 bad organisation %j → %s', async (change, pointer, detail) => {
  const answer = await put('group-x', { ...group, ...change }, claims('task-force', 'city', '511700'))
  expect(answer).toMatchObject({ status: 422, body: { code: 'validation-failed' } })
  const error = answer.body.errors.find((one: { pointer: string }) => one.pointer === pointer)
  expect(error?.detail, answer.text).toMatch(detail)
})

test.each([
  [{ office: 'king' }, '/office', /须为以下之一.*convener/],
  [{ office: 'convener' }, '/office', /“工作专班”没有“召集人”一职，可任：组长/],
  [{ from: undefined }, '/from', /缺少必填字段/],
  [{ to: '2025-01-01' }, '/to', /不得早于任期起始/],
  [{ sub: '' }, '/sub', /人员标识/],
  [{ name: '一' }, '/name', /2 至 50 字/],
])('A1 bad appointment %j → %s', async (change, pointer, detail) => {
  const body = { sub: 'x', office: 'member', from: '2025-02-01', ...change }
  const answer = await desk.call(clerk, 'POST', `${base}/taskforce-511702/appointments`, body)
  expect(answer).toMatchObject({ status: 422, body: { code: 'validation-failed' } })
  const error = answer.body.errors.find((one: { pointer: string }) => one.pointer === pointer)
  expect(error?.detail, answer.text).toMatch(detail)
})
