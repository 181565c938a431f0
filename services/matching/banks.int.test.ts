import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { branch } from './testing/examples.ts'
import { bocTeller, matchingOver, neighbour, taskForce } from './testing/service.ts'

let engine: TestTable
let matching: ReturnType<typeof matchingOver>
const city = { ...taskForce, region: '511700' }
const put = async (bankId: string, more: object, claims = city) => {
  const { bankId: _id, ...body } = branch(bankId)
  return await matching.call(claims, 'PUT', `/matching/v1/banks/${bankId}`, { ...body, ...more })
}
const show = (bankId: string, claims = city) => matching.call(claims, 'GET', `/matching/v1/banks/${bankId}`)

beforeAll(async () => {
  engine = await startTestTable()
  matching = matchingOver(engine.table)
  await put('boc-city', { regionCodes: ['511700'] })
})
afterAll(async () => {
  await engine.stop()
})

const profile = {
  parentBankId: 'boc-city',
  minAmountFen: 10_000_000,
  maxAmountFen: 500_000_000,
  minTermMonths: 3,
  maxTermMonths: 36,
  batchCapacity: 20,
  dailyCapacity: 50,
  specialities: { loanKinds: ['working-capital'] },
  office: { department: '普惠金融部', telephone: '0818-2100000' },
}

test('D5 A3 a branch says under which bank it stands, what it takes and where it is reached', async () => {
  expect(await put('boc-a', profile)).toMatchObject({ status: 200, body: { bankId: 'boc-a', ...profile } })
  const events = await matching.eventsOf(engine.table, 'bank', 'boc-a')
  expect(events).toMatchObject([
    { type: 'bank-registered.v1', data: { parentBankId: 'boc-city', institutionId: 'boc' } },
    { type: 'bank-appetite-set', data: { dailyCapacity: 50, maxTermMonths: 36 } },
  ])
  expect(events[0]).not.toHaveProperty('data.office')
})

test('H4 every word on a bank stays readable, with who said it and when', async () => {
  await put('boc-a', { ...profile, dailyCapacity: 60 })
  await put('boc-a', { ...profile, dailyCapacity: 60 })
  const { body } = await show('boc-a')
  expect(body.bank).toMatchObject({ dailyCapacity: 60 })
  expect(body.history).toMatchObject([
    { version: 1, profile: { dailyCapacity: 50 }, setBy: { role: 'task-force' } },
    { version: 2, profile: { dailyCapacity: 60 }, setAt: '2025-03-03T02:00:00.000Z' },
  ])
  expect(await show('boc-a', bocTeller)).toMatchObject({ status: 200 })
  expect(await show('boc-a', neighbour)).toMatchObject({ status: 404 })
  expect(await show('ghost')).toMatchObject({ status: 404 })
})

test('E3 A2 a queue’s principal is told on, kept and taken back, and shown to the registering authority alone', async () => {
  const queuePrincipal = 'arn:aws-cn:iam::123456789012:role/rongxie'
  expect(await put('boc-q', { queuePrincipal })).toMatchObject({ status: 200, body: { queuePrincipal } })
  await put('boc-q', { queuePrincipal, dailyCapacity: 60 })
  await matching.refreshViews('bank', 'boc-q')
  const list = async (claims = city) => {
    const { body } = await matching.call(claims, 'GET', '/matching/v1/banks?region=511702')
    return body.items.find((bank: { bankId: string }) => bank.bankId === 'boc-q')
  }
  expect((await show('boc-q')).body).toMatchObject({
    bank: { queuePrincipal, dailyCapacity: 60 },
    history: [{ profile: { queuePrincipal } }, { profile: { queuePrincipal } }],
  })
  expect(await list()).toMatchObject({ queuePrincipal })
  for (const claims of [bocTeller, { ...city, role: 'supervisor' }]) {
    const seen = JSON.stringify([(await show('boc-q', claims)).body, await list(claims)])
    expect(seen).toContain('boc-q支行')
    expect(seen).not.toContain('123456789012')
  }
  await put('boc-q', { dailyCapacity: 60 })
  expect(await matching.eventsOf(engine.table, 'bank', 'boc-q')).toMatchObject([
    { type: 'bank-registered.v1', data: { queuePrincipal } },
    { type: 'bank-appetite-set', data: { dailyCapacity: 60 } },
    { type: 'bank-registered.v1', data: expect.not.objectContaining({ queuePrincipal }) },
  ])
  expect((await show('boc-q')).body.bank).not.toHaveProperty('queuePrincipal')
})

test.each([
  [{ queuePrincipal: '*' }, '/queuePrincipal', 'invalid-format', '12 位 AWS 账号'],
  [{ parentBankId: 'ghost' }, '/parentBankId', 'unknown-bank', '尚未登记'],
  [{ parentBankId: 'boc-a' }, '/parentBankId', 'own-parent', '本行'],
  [
    { parentBankId: 'boc-city', institution: { id: 'abc', name: '农行' } },
    '/parentBankId',
    'other-institution',
    '同一机构',
  ],
  [{ minTermMonths: 12, maxTermMonths: 6 }, '/maxTermMonths', 'custom', '不得短于'],
  [{ dailyCapacity: 0 }, '/dailyCapacity', 'too-small', '1'],
  [
    { office: { department: '普惠部', telephone: '13800000000' } },
    '/office/telephone',
    'invalid-format',
    '个人手机号',
  ],
  [{ office: { telephone: '0818-2100000' } }, '/office/department', 'required', '必填'],
])('A3 D5 H3 refuses %j at %s', async (more, pointer, code, detail) => {
  const answer = await put('boc-a', more)
  expect(answer).toMatchObject({ status: 422 })
  expect(answer.body.errors[0]).toMatchObject({ pointer, code, detail: expect.stringContaining(detail) })
})

test('A3 a bank cannot stand under its own branch', async () => {
  const answer = await put('boc-city', { regionCodes: ['511700'], parentBankId: 'boc-a' })
  expect(answer.body.errors).toMatchObject([{ pointer: '/parentBankId', code: 'parent-below' }])
})

test('D5 a bank is not told of a term that it does not take, and the batch says so', async () => {
  await matching.register('ccb-a', { maxTermMonths: 6 })
  await matching.recommend('T1', { intendedBankIds: ['ccb-a'] })
  const { body } = await matching.batch({ regionCode: '511702' })
  expect(body.unplaced[0]).toContain('ccb-a支行受理期限不超过 6 个月，需求为 12 个月')
})
