import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { claims, county, profile } from './testing/cases.ts'
import { type Desk, openDesk } from './testing/desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
  await desk.declare(1)
})
afterAll(async () => {
  await desk.stop()
})

const township = claims('township', 'visitor', '511702001')
const planning = claims('department', 'planning')
const housing = claims('department', 'housing')
const convener = claims('convener')
const city = claims('convener', 'city', '511700')
const slips = '/review/v1/slips'
const body = {
  regionCode: '511702001',
  applicationId: profile(1).applicationId,
  source: 'enterprise',
  kind: 'parallel-approval',
  problem: '厂房没有不动产登记',
  proposal: '并联办理规划与不动产登记',
  departments: ['org-planning', 'org-housing'],
}
const said = (result: string) => ({ result, detail: '按程序办理' })

describe('a slip from the township to the city and back', () => {
  let id = ''
  const path = (rest = '') => `${slips}/${id}${rest}`

  test('F2 the township opens a slip for two departments at once; the same key answers the same bytes', async () => {
    const first = await desk.call(township, 'POST', slips, body, 'slip-1')
    expect(first).toMatchObject({ status: 201, body: { dueOn: '2025-03-17' } })
    expect((await desk.call(township, 'POST', slips, body, 'slip-1')).text).toBe(first.text)
    const other = { ...body, problem: '另一问题' }
    expect((await desk.call(township, 'POST', slips, other, 'slip-1')).body.code).toBe(
      'idempotency-key-reused',
    )
    id = first.body.slipId
    expect(id).toMatch(/^SL-511702-[0-9a-f]{12}$/)
  })

  test('F2 departments answer for themselves, twins of one department once', async () => {
    const race = await Promise.all(
      ['a', 'b', 'c'].map(key => desk.call(planning, 'POST', path('/answers'), said('solved'), key)),
    )
    expect(race.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    expect(
      await desk.call(claims('department', 'tax'), 'POST', path('/answers'), said('solved')),
    ).toMatchObject({
      status: 403,
      body: { code: 'not-asked' },
    })
    expect(await desk.call(housing, 'POST', path('/answers'), said('unsolved'))).toMatchObject({
      status: 201,
      body: { status: 'unsolved', pending: [] },
    })
  })

  test('F3 with the convener’s consent it goes up one level and stands on the city’s list', async () => {
    const reason = '登记权限在市级'
    expect(
      (await desk.call(claims('task-force'), 'POST', path('/raise'), { level: 'city', reason })).status,
    ).toBe(403)
    expect(await desk.call(convener, 'POST', path('/raise'), { level: 'province', reason })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/level' }] },
    })
    expect(await desk.call(convener, 'POST', path('/raise'), { level: 'city', reason })).toMatchObject({
      status: 200,
      body: { status: 'raised', toRegion: '511700' },
    })
    await desk.refreshViews('slip', id)
    const list = (region: string, who = city) => desk.call(who, 'GET', `${slips}?region=${region}`)
    expect((await list('511700')).body.items).toMatchObject([
      { slipId: id, raisedTo: '511700', overdue: false },
    ])
    expect((await list(county, convener)).body.items).toMatchObject([{ slipId: id, status: 'raised' }])
    const own = await desk.call(housing, 'GET', '/review/v1/own-slips')
    expect(own.body.items).toMatchObject([{ slipId: id }])
    expect(own.text).not.toMatch(/厂房/)
  })

  test('F3 the city answers, the slip is back with the departments and off the city’s list', async () => {
    expect((await desk.call(convener, 'POST', path('/upper-answer'), said('solved'))).body.code).toBe(
      'outside-region',
    )
    expect(await desk.call(city, 'POST', path('/upper-answer'), said('solved'))).toMatchObject({
      status: 200,
      body: { status: 'open', toRegion: county },
    })
    await desk.refreshViews('slip', id)
    expect((await desk.call(city, 'GET', `${slips}?region=511700`)).body.items).toEqual([])
    for (const who of [planning, housing]) await desk.call(who, 'POST', path('/answers'), said('solved'))
    const seen = await desk.call(township, 'GET', `/review/v1/own-slips/${id}`)
    expect(seen.body).toMatchObject({
      status: 'solved',
      pending: [],
      answers: [{ round: 0 }, { round: 0 }, { round: 1 }, { round: 1 }],
      raises: [{ toRegion: '511700', answer: { result: 'solved' } }],
    })
    expect((await desk.call(convener, 'GET', path())).body).toEqual(seen.body)
  })
})

test('F2 容缺受理 is taken on a recorded promise', async () => {
  const promise = { missing: ['环评批复'], reference: '承诺书 1 号', supplyBy: '2025-04-01' }
  const opened = await desk.call(township, 'POST', slips, { ...body, kind: 'tolerance-acceptance', promise })
  expect(opened).toMatchObject({ status: 201, body: { dueOn: '2025-03-10' } })
  const seen = await desk.call(planning, 'GET', `${slips}/${opened.body.slipId}`)
  expect(seen.body).toMatchObject({ promise, kindLabel: '容缺受理' })
})

test('A2 a slip is nothing to those whom it does not concern', async () => {
  const opened = await desk.call(township, 'POST', slips, { ...body, departments: ['org-planning'] })
  const { slipId } = opened.body
  const away = claims('department', 'elsewhere', '511703')
  expect((await desk.call(away, 'GET', `${slips}/${slipId}`)).status).toBe(404)
  expect(
    (await desk.call(claims('township', 'x', '511702002'), 'GET', `/review/v1/own-slips/${slipId}`)).status,
  ).toBe(404)
  expect((await desk.call(away, 'GET', `${slips}?region=${county}`)).body.code).toBe('outside-region')
  expect((await desk.call(away, 'POST', slips, body)).body.code).toBe('outside-region')
})

test.each([
  [{ kind: 'fast' }, '/kind', /green-channel（绿色通道）/],
  [{ departments: [] }, '/departments', /至少 1 个/],
  [{ departments: ['aa', 'bb', 'cc', 'dd', 'ee', 'ff'] }, '/departments', /至多 5 个/],
  [{ departments: ['aa', 'aa'] }, '/departments', /重复/],
  [{ kind: 'tolerance-acceptance' }, '/promise', /缺少必填字段/],
  [{ promise: {} }, '/promise', /未知字段/],
  [{ source: 'x' }, '/source', /[一-龥]/],
  [{ workingDays: 31 }, '/workingDays', /[一-龥]/],
  [{ problem: ' ' }, '/problem', /2 至 500 字/],
  [{ applicationId: 'none' }, '/applicationId', /没有这个申请编号/],
  [{ regionCode: '511700' }, '/regionCode', /县（区）/],
])('F2 bad slip %j → %s', async (change, pointer, detail) => {
  const answer = await desk.call(claims('task-force', 'tf', '511700'), 'POST', slips, { ...body, ...change })
  expect(answer).toMatchObject({ status: 422, body: { code: 'validation-failed' } })
  const error = answer.body.errors.find((one: { pointer: string }) => one.pointer === pointer)
  expect(error?.detail, answer.text).toMatch(detail)
})
