import { afterAll, beforeAll, expect, test } from 'vitest'
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

const id = profile(1).applicationId
const cases = '/review/v1/cases'
const lists = '/review/v1/recommendation-lists'
const fact = { kind: 'operations', finding: 'normal', source: '年报', observedOn: '2025-03-01' }
const review = { level: 'task-force', outcome: 'pass', opinion: '同意' }
const refusal = { criterion: 'good-credit', problem: '有逾期贷款', advice: '结清后再报' }
const met = { finding: 'met' }
const five = {
  'compliant-operation': met,
  'fixed-premises': met,
  'genuine-demand': met,
  'good-credit': met,
  'lawful-use': met,
}
const notMet = { ...five, 'good-credit': { finding: 'not-met' } }

const at = {
  facts: ['department', `${cases}/${id}/facts`],
  reviews: ['task-force', `${cases}/${id}/reviews`],
  confirmation: ['industry-department', `${cases}/${id}/confirmation`],
  lists: ['task-force', lists],
} as const

test.each([
  ['C1', 'facts', { facts: [] }, '/facts', /至少报送 1 类/],
  ['C1', 'facts', { facts: [{ ...fact, kind: 'weather' }] }, '/facts/0/kind', /[一-龥]/],
  ['C1', 'facts', { facts: [fact, fact] }, '/facts/1/kind', /重复/],
  ['C1', 'facts', { facts: [{ ...fact, source: ' ' }] }, '/facts/0/source', /2 至 100 字/],
  ['C1', 'facts', { facts: [{ ...fact, observedOn: '2025-13-01' }] }, '/facts/0/observedOn', /[一-龥]/],
  ['C1', 'facts', { facts: [{ ...fact, observedOn: '2025-03-04' }] }, '/facts/0/observedOn', /不得晚于今天/],
  ['C1', 'facts', { facts: [fact], extra: 1 }, '/extra', /未知字段/],
  ['C2', 'reviews', { ...review, level: 'convener' }, '/level', /[一-龥]/],
  ['C2', 'reviews', { ...review, outcome: 'maybe' }, '/outcome', /pass（通过）/],
  ['C2', 'reviews', { ...review, opinion: undefined }, '/opinion', /缺少必填字段/],
  ['C2', 'reviews', { ...review, missing: ['场地证明'] }, '/missing', /未知字段/],
  ['C2', 'reviews', { ...review, criteria: notMet }, '/criteria/good-credit/finding', /均为 met/],
  ['C2', 'reviews', { ...review, criteria: { 'good-credit': met } }, '/criteria/lawful-use', /缺少必填字段/],
  ['C2', 'reviews', { ...review, outcome: 'return' }, '/missing', /缺少必填字段/],
  ['C2', 'reviews', { ...review, outcome: 'return', missing: [] }, '/missing', /至少 1 项/],
  [
    'C6',
    'reviews',
    { ...review, ...refusal, outcome: 'refuse', advice: undefined },
    '/advice',
    /缺少必填字段/,
  ],
  ['C6', 'reviews', { ...review, ...refusal, outcome: 'refuse', problem: '' }, '/problem', /2 至 500 字/],
  ['C6', 'reviews', { ...review, ...refusal, outcome: 'refuse', criterion: 'x' }, '/criterion', /[一-龥]/],
  [
    'C6',
    'reviews',
    { ...review, ...refusal, outcome: 'refuse', criteria: five },
    '/criteria/good-credit/finding',
    /不得同时认定/,
  ],
  ['C3', 'confirmation', { outcome: 'pass', opinion: '同意' }, '/outcome', /confirm（确认）/],
  ['C6', 'confirmation', { outcome: 'refuse', opinion: '不同意' }, '/criterion', /[一-龥]/],
  ['C4', 'lists', {}, '/regionCode', /缺少必填字段/],
  ['C4', 'lists', { regionCode: '999999' }, '/regionCode', /没有这个区划代码/],
  ['C4', 'lists', { regionCode: '511700' }, '/regionCode', /县（区）/],
  ['C4', 'lists', { regionCode: county, applicationIds: [] }, '/applicationIds', /至少 1 户/],
  ['C4', 'lists', { regionCode: county, applicationIds: ['a', 'a'] }, '/applicationIds/1', /重复/],
  [
    'C4',
    'lists',
    { regionCode: county, applicationIds: Array.from({ length: 501 }, (_, n) => `A-${n}`) },
    '/applicationIds',
    /至多指定 500 户/,
  ],
] as const)('%s bad %s %j → %s', async (_rule, door, body, pointer, detail) => {
  const [role, path] = at[door]
  const answer = await desk.call(claims(role), 'POST', path, body)
  expect(answer).toMatchObject({ status: 422, body: { code: 'validation-failed' } })
  const error = answer.body.errors.find((one: { pointer: string }) => one.pointer === pointer)
  expect(error?.detail, answer.text).toMatch(detail)
})

test.each([
  ['?region=511700', '?region', /县（区）/],
  ['?stage=listed', '?region', /缺少必填字段/],
  [`?region=${county}&stage=done`, '?stage', /[一-龥]/],
  [`?region=${county}&limit=0`, '?limit', /[一-龥]/],
  [`?region=${county}&cursor=xyz`, '?cursor', /游标/],
  [`?region=${county}&page=2`, '?page', /未知字段/],
])('C5 bad query %s is told at its place', async (query, pointer, detail) => {
  const answer = await desk.call(claims('task-force'), 'GET', cases + query)
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } })
  expect(answer.body.errors[0].detail).toMatch(detail)
})

test('C2 unknown applications and lists are 404, other counties 403', async () => {
  const [taskForce, away] = [claims('task-force'), claims('task-force', 'away', '511703')]
  for (const path of [`${cases}/none`, `${lists}/none`])
    expect(await desk.call(taskForce, 'GET', path)).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    })
  expect((await desk.call(taskForce, 'POST', `${cases}/none/reviews`, review)).status).toBe(404)
  expect((await desk.call(claims('convener'), 'POST', `${lists}/none/sign-off`, {})).status).toBe(404)
  for (const path of [`${cases}/${id}`, `${cases}?region=${county}`])
    expect(await desk.call(away, 'GET', path)).toMatchObject({
      status: 403,
      body: { code: 'outside-region' },
    })
  expect((await desk.call(away, 'POST', lists, { regionCode: county })).body.code).toBe('outside-region')
})

test('C4 a county with nothing to list has no list', async () => {
  const asked = await desk.call(claims('task-force'), 'POST', lists, { regionCode: county })
  expect(asked).toMatchObject({ status: 409, body: { code: 'nothing-to-list' } })
  const chosen = { regionCode: county, applicationIds: [id, 'none'] }
  expect(await desk.call(claims('task-force'), 'POST', lists, chosen)).toMatchObject({
    status: 409,
    body: {
      code: 'nothing-to-list',
      errors: [
        { pointer: '/applicationIds/0', code: 'wrong-stage' },
        { pointer: '/applicationIds/1', code: 'not-found' },
      ],
    },
  })
})
