import { afterAll, beforeAll, expect, test } from 'vitest'
import { bodies } from '../../testing/feedback.ts'
import { bank, type Gateway, otherBank, startGateway } from '../../testing/gateway.ts'
import { dispatched } from '../../testing/referral.ts'

let g: Gateway
beforeAll(async () => {
  g = await startGateway()
})
afterAll(async () => await g?.stop())

const looks = async () => {
  const page = await g.store.table.readAccess(dispatched.uscc, 50, undefined)
  return page === 'bad-cursor' ? [] : page.items
}

test('H2 H4 a bank’s look at an open contact is on record, a masked or refused one is not', async () => {
  const id = await g.push('A-looks')
  const look = async (as = bank) => (await g.http.call(as, 'GET', `/bank/v1/referrals/${id}`)).status
  expect(await look()).toBe(200)
  expect(await looks()).toEqual([])
  await g.feed(id, bodies.accepted)
  expect([await look(), await look(otherBank)]).toEqual([200, 404])
  expect(await looks()).toMatchObject([
    {
      regionCode: dispatched.townshipCode ?? dispatched.regionCode,
      of: 'personal',
      route: 'GET /bank/v1/referrals/{referralId}',
      who: { sub: bank.sub, role: 'bank', bank: dispatched.bankId },
    },
  ])
})

test('H4 when the record cannot be written the contact stays closed', async () => {
  const id = await g.push('A-unwritten')
  await g.feed(id, bodies.accepted)
  const { recordAccess } = g.store.table
  Object.assign(g.store.table, { recordAccess: () => Promise.reject(new Error('away')) })
  const answer = await g.http.call(bank, 'GET', `/bank/v1/referrals/${id}`)
  Object.assign(g.store.table, { recordAccess })
  expect([answer.status, answer.body.code]).toEqual([503, 'access-not-recorded'])
  expect(answer.text).not.toContain('13800000001')
})

test('A2 a bank does not learn who looked, the task force does', async () => {
  const records = '/bank/v1/entities/91350100M000100Y43/access-records'
  expect((await g.http.call(bank, 'GET', records)).status).toBe(403)
  const taskForce = { sub: 'task-force', role: 'task-force', region: '511702' }
  expect(await g.http.call(taskForce, 'GET', records)).toMatchObject({ status: 200, body: { items: [] } })
})
