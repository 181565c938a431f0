import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Claims } from '#shared/testing/harness.ts'
import { bodies } from './testing/feedback.ts'
import { bank, type Gateway, otherBank, startGateway } from './testing/gateway.ts'
import { offListBody } from './testing/off-list.ts'
import { dispatched } from './testing/referral.ts'

let g: Gateway
const parent: Claims = { ...bank, sub: 'head-client', bank: 'head-office' }
const grandparent: Claims = { ...bank, sub: 'top-client', bank: 'top-bank' }
const taskForce: Claims = { sub: 'tf', role: 'task-force', region: '511702' }
const city: Claims = { sub: 'city', role: 'supervisor', region: '511700' }
const elsewhere: Claims = { sub: 'tf-2', role: 'task-force', region: '511703' }

const registered = async (bankId: string, parentBankId?: string) => {
  const { institutionId, bankName: name } = dispatched
  const regionCodes = [dispatched.regionCode]
  const known = { bankId, name, institutionId, institutionName: name, regionCodes, active: true }
  const data = { ...known, ...(parentBankId ? { parentBankId } : {}) }
  await g.http.receive('bank-registered.v1', data, `bank#${bankId}@1.0`)
  await g.http.refreshViews('bank', bankId)
}

const report = async (body: unknown, as = bank, key?: string) =>
  await g.http.call(as, 'POST', '/bank/v1/off-list-credits', body, key)
const list = async (as: Claims, query = '') =>
  await g.http.call(as, 'GET', `/bank/v1/off-list-credits${query}`)

beforeAll(async () => {
  g = await startGateway()
  await registered('top-bank')
  await registered('head-office', 'top-bank')
  await registered(dispatched.bankId, 'head-office')
})
afterAll(async () => await g?.stop())

test('D7 recorded, listed for the bank and its regions, revised with its history; a replay answers the same bytes', async () => {
  const first = await report(offListBody, bank, 'first')
  expect(first).toMatchObject({ status: 200, body: { revision: 1, bankId: bank.bank } })
  const { creditId } = first.body
  expect((await report(offListBody)).body.creditId).toBe(creditId)
  const revised = await report({ ...offListBody, drawnFen: 20_000_000 })
  expect(revised.body).toMatchObject({ status: 422, errors: [{ pointer: '/reason' }] })
  const again = { ...offListBody, drawnFen: 20_000_000, reason: '三月底第二次放款' }
  expect((await report(again)).body).toMatchObject({ creditId, revision: 2 })
  expect((await report(offListBody, bank, 'first')).text).toBe(first.text)
  await g.http.refreshViews('off-list-credit', creditId)

  const { body: read } = await g.http.call(taskForce, 'GET', `/bank/v1/off-list-credits/${creditId}`)
  expect(read.revisions).toMatchObject([
    { revision: 1, drawnFen: 10_000_000 },
    { revision: 2, drawnFen: 20_000_000, reason: '三月底第二次放款' },
  ])
  for (const [as, query] of [
    [bank, ''],
    [bank, '?region=511702'],
    [parent, `?bank=${bank.bank}`],
    [taskForce, ''],
    [city, ''],
    [city, '?region=511702'],
  ] as const)
    expect((await list(as, query)).body, `${as.sub}${query}`).toMatchObject({
      items: [{ creditId, revision: 2, reference: '通川授信(2026)第18号' }],
      recipientMark: { at: g.deps.clock() },
    })
  expect((await list(elsewhere)).body.items).toEqual([])
  expect((await list(elsewhere, '?region=511702')).status).toBe(403)
  expect((await list(otherBank)).body.items).toEqual([])
  expect((await list(otherBank, `?bank=${bank.bank}`)).status).toBe(404)
  for (const as of [elsewhere, otherBank])
    expect((await g.http.call(as, 'GET', `/bank/v1/off-list-credits/${creditId}`)).status).toBe(404)
  const { body: looks } = await g.http.call(
    taskForce,
    'GET',
    `/bank/v1/entities/${offListBody.uscc}/access-records`,
  )
  expect(looks.items).toMatchObject([{ sub: 'tf', of: 'credit' }])
  const lists = await g.store.table.readAccess('off-list#region#511702', 10, undefined)
  expect(lists).toMatchObject({ items: [{ rows: 1 }, { rows: 1 }] })
})

test('D7 H3 one reference is one credit, in full width or half; no width lets a phone number pass', async () => {
  const first = await report({ ...offListBody, reference: 'ＳＸ（２０２６）第3号' })
  const again = await report({ ...offListBody, reference: ' SX(2026)第3号' })
  expect(again.body).toMatchObject({ creditId: first.body.creditId, revision: 1, reference: 'SX(2026)第3号' })
  const phone = await report({ ...offListBody, reference: '１３８００００００００' })
  expect(phone.body).toMatchObject({ status: 422, errors: [{ pointer: '/reference' }] })
  const lines = ['SX(2026)第4号', 'ＳＸ（２０２６）第4号'].map((reference, index) => ({
    ...offListBody,
    reference,
    ...(index === 0 ? {} : { drawnFen: 20_000_000, reason: '三月底第二次放款' }),
  }))
  const { items } = (await report({ items: lines })).body
  expect(items).toMatchObject([{ result: { revision: 1 } }, { result: { revision: 2 } }])
})

test('D7 line by line: a bad line, one on the list and a good one; a bank nobody registered is told so', async () => {
  const onList = { uscc: '91511702MA6A00031Y', name: '通川区凤凰山制茶厂' }
  const pushed = { ...g.pushed('A-on-list'), ...onList }
  const { referralId } = pushed
  await g.http.receive('referral-dispatched.v1', pushed, `plan#${referralId}@2.0`)
  await g.http.refreshViews('referral', referralId)
  const good = { ...offListBody, reference: 'XD-2' }
  const items = [
    { ...offListBody, ...onList, reference: 'XD-1' },
    { ...good, decidedOn: '2026-04-09' },
    good,
    { ...good, reference: '13800000001' },
  ]
  const { status, body } = await report({ items })
  expect(status).toBe(200)
  expect(body.items).toMatchObject([
    { status: 409, problem: { code: 'on-list', referralId } },
    { status: 422, problem: { code: 'day-in-future' } },
    { status: 200, result: { revision: 1 } },
    { status: 422, problem: { errors: [{ pointer: '/reference' }] } },
  ])
  expect((await report(good, otherBank)).body).toMatchObject({ status: 409, code: 'bank-unknown' })
  // Once the referral has ended at the bank, the enterprise stands on its list no more.
  await g.feed(referralId, bodies.declined)
  await g.http.refreshViews('referral', referralId)
  expect((await report(items[0])).status).toBe(200)
})

test('A3 the banks above a branch see its ledger without the contact, and act for it in nothing', async () => {
  const id = await g.push('A-branch')
  await g.feed(id, bodies.accepted)
  await g.http.refreshViews('referral', id)
  for (const as of [parent, grandparent]) {
    const { body } = await g.http.call(as, 'GET', `/bank/v1/referrals?bank=${bank.bank}`)
    expect(body.items.map((row: { referralId: string }) => row.referralId)).toContain(id)
    const one = await g.http.call(as, 'GET', `/bank/v1/referrals/${id}`)
    expect(one).toMatchObject({ status: 200, body: { status: 'accepted', contact: { disclosed: false } } })
    expect(one.body).not.toHaveProperty('recipientMark')
    expect(one.body.contact.phone).toBe(dispatched.contact.maskedPhone)
    expect((await g.feed(id, bodies.contacted, undefined, as)).status).toBe(404)
    const acknowledge = `/bank/v1/referrals/${id}/recall-acknowledgement`
    expect((await g.http.call(as, 'POST', acknowledge, {})).status).toBe(404)
    expect((await g.receive(as)).body.messages).toEqual([])
  }
  const branches = async (as: Claims, query = '') => await g.http.call(as, 'GET', `/bank/v1/branches${query}`)
  const branch = { bankId: bank.bank, name: dispatched.bankName, regionCodes: ['511702'], active: true }
  expect((await branches(parent)).body.items).toEqual([branch])
  expect((await branches(grandparent, '?bank=head-office')).body.items).toEqual([branch])
  expect((await branches(bank)).body.items).toEqual([])
  expect((await branches(otherBank, '?bank=head-office')).status).toBe(404)
  for (const as of [otherBank, bank]) {
    expect((await g.http.call(as, 'GET', '/bank/v1/referrals?bank=head-office')).status).toBe(404)
  }
  expect((await g.http.call(otherBank, 'GET', `/bank/v1/referrals/${id}`)).status).toBe(404)
})
