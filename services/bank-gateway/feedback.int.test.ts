import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EventName } from '#shared/contracts/names.ts'
import type { Claims } from '#shared/testing/harness.ts'
import { bodies } from './testing/feedback.ts'
import { bank, type Gateway, person, startGateway } from './testing/gateway.ts'
import { dispatched } from './testing/referral.ts'

let g: Gateway
beforeAll(async () => {
  g = await startGateway()
})
afterAll(async () => await g?.stop())

test('E3 from the push to the money: the whole way of one referral', async () => {
  const id = await g.push('A-way')
  const { body: received } = await g.receive(bank, { max: 1, waitSeconds: 1 })
  const [message] = received.messages
  expect(message).toMatchObject({
    receives: 1,
    event: { id: `referral#${id}@1.1`, type: 'cn.rongxie.bank-gateway.referral-offered.v1' },
  })
  expect(message.event.data).toMatchObject({ referralId: id, name: dispatched.name, offeredOn: '2026-03-31' })
  const { body: acknowledged } = await g.acknowledge(bank, [message.receipt])
  expect(acknowledged.results).toEqual([{ receipt: message.receipt, acknowledged: true }])

  for (const type of ['accepted', 'contacted', 'materials-completed', 'granted', 'drawn'] as const) {
    const answer = await g.feed(id, bodies[type])
    expect([answer.status, answer.body.status]).toEqual([200, type])
  }
  const { status, body } = await g.http.call(bank, 'GET', `/bank/v1/referrals/${id}`)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    status: 'drawn',
    allowed: ['contract', 'drawn', 'renewed', 'repaid', 'misuse'],
    credit: { lineFen: 40_000_000, drawnFen: 15_000_000, remainingFen: 25_000_000 },
    clocks: { decision: { state: 'met', startedOn: '2026-03-12', dueOn: '2026-04-13' } },
    grant: bodies.granted.grant,
  })
  expect(body.history).toHaveLength(5)
  const names = (await g.http.eventsOf(g.store.table, 'referral', id)).map(
    event => (event as { type: EventName }).type,
  )
  expect(names.filter(name => name.endsWith('.v1'))).toEqual([
    'referral-offered.v1',
    'referral-accepted.v1',
    'enterprise-contacted.v1',
    'materials-completed.v1',
    'credit-decided.v1',
    'loan-drawn.v1',
  ])
})

test('H3 the contact is masked before acceptance, open while the bank deals, masked again after', async () => {
  const id = await g.push('A-contact')
  const contact = async () => (await g.http.call(bank, 'GET', `/bank/v1/referrals/${id}`)).body.contact
  const masked = { disclosed: false, legalRepresentative: '陈**', phone: '138****0001' }
  expect(await contact()).toEqual(masked)
  await g.feed(id, bodies.accepted)
  expect(await contact()).toEqual({ disclosed: true, ...person })
  await g.feed(id, bodies.refused)
  expect(await contact()).toEqual(masked)
})

test('H3 no personal data in the queue, in the log of commits, in the list or in any feedback answer', async () => {
  await g.drain(bank)
  const id = await g.push('A-secret')
  const answers = [(await g.receive(bank)).text, (await g.feed(id, bodies.accepted)).text]
  await g.http.refreshViews('referral', id)
  answers.push((await g.http.call(bank, 'GET', '/bank/v1/referrals')).text)
  answers.push(JSON.stringify(await g.store.table.read('referral', id)))
  for (const text of answers) {
    expect(text).toContain(id)
    for (const secret of Object.values(person)) expect(text).not.toContain(secret)
  }
  expect(answers[0]).not.toContain(g.sealed)
})

test('E3 a replay answers byte for byte, the key with another body is refused, twins decide once', async () => {
  const id = await g.push('A-replay')
  const first = await g.feed(id, bodies.accepted, 'key-1')
  expect((await g.feed(id, bodies.accepted, 'key-1')).text).toBe(first.text)
  expect((await g.feed(id, bodies.contacted, 'key-1')).body).toMatchObject({
    status: 422,
    code: 'idempotency-key-reused',
  })
  const again = await g.feed(id, bodies.accepted, 'key-2')
  expect(again.body).toMatchObject({
    status: 409,
    code: 'wrong-state',
    state: 'accepted',
    allowed: ['contacted', 'refused', 'given-up'],
  })
  expect((await g.feed(id, bodies.accepted, 'key-2')).text).toBe(again.text)

  const twins = await Promise.all(['t', 't', 't', 't'].map(key => g.feed(id, bodies.contacted, key)))
  expect(new Set(twins.map(twin => twin.text)).size).toBe(1)
  const rivals = await Promise.all(
    ['r1', 'r2', 'r3'].map(key => g.feed(id, bodies['materials-completed'], key)),
  )
  expect(rivals.map(rival => rival.status).sort()).toEqual([200, 409, 409])
})

test('E3 drawdown before the grant and above the line are refused with what is possible', async () => {
  const id = await g.push('A-draw')
  const early = await g.feed(id, bodies.drawn)
  expect(early.body).toMatchObject({ status: 409, code: 'not-granted', state: 'offered' })
  for (const type of ['accepted', 'contacted', 'materials-completed', 'granted'] as const)
    await g.feed(id, bodies[type])
  const racing = await Promise.all(
    [1, 2, 3, 4].map(() => g.feed(id, { ...bodies.drawn, amountFen: 15_000_000 })),
  )
  expect(racing.map(answer => answer.status).sort()).toEqual([200, 200, 409, 409])
  const over = await g.feed(id, { ...bodies.drawn, amountFen: 10_000_001 })
  expect(over.body).toMatchObject({
    status: 409,
    code: 'line-exceeded',
    lineFen: 40_000_000,
    drawnFen: 30_000_000,
    remainingFen: 10_000_000,
  })
})

test('E3 the ledger lists by status, newest push first, page by page', async () => {
  const ids = []
  for (const name of ['L-1', 'L-2', 'L-3']) {
    const data = { ...g.pushed(name, 'ledger-bank'), dispatchedOn: `2026-03-0${name.slice(2)}` }
    await g.http.receive('referral-dispatched.v1', data, name)
    await g.relay(data.referralId)
    ids.push(data.referralId)
  }
  const clerk: Claims = { ...bank, sub: 'ledger-client', bank: 'ledger-bank' }
  await g.feed(ids[1] ?? '', { type: 'accepted', occurredOn: '2026-03-05' }, undefined, clerk)
  await g.relay(ids[1] ?? '', commit => commit.version > 1)
  const list = async (query: string) => (await g.http.call(clerk, 'GET', `/bank/v1/referrals${query}`)).body
  const page = await list('?limit=2')
  expect(page.items.map((row: { referralId: string }) => row.referralId)).toEqual([ids[2], ids[1]])
  const rest = await list(`?limit=2&cursor=${encodeURIComponent(page.nextCursor)}`)
  expect(rest.items.map((row: { referralId: string }) => row.referralId)).toEqual([ids[0]])
  expect((await list('?status=accepted')).items).toMatchObject([{ referralId: ids[1], status: 'accepted' }])
  expect((await list('?status=offered')).items).toHaveLength(2)
  expect(await list(`?status=offered&cursor=${encodeURIComponent(page.nextCursor)}`)).toMatchObject({
    status: 422,
    errors: [{ pointer: '?cursor', code: 'bad-cursor' }],
  })
})

test('A2 only a bank’s own token opens these doors', async () => {
  const id = await g.push('A-roles')
  for (const role of ['supervisor', 'task-force', 'platform', 'operator'])
    for (const [method, path, body] of [
      ['POST', '/receive', {}],
      ['POST', '/acknowledge', { receipts: ['x'] }],
      ['GET', '', undefined],
      ['GET', `/${id}`, undefined],
      ['POST', `/${id}/feedback`, bodies.accepted],
    ] as const) {
      const answer = await g.http.call({ ...bank, role }, method, `/bank/v1/referrals${path}`, body)
      expect([answer.status, answer.body.code]).toEqual([403, 'forbidden'])
    }
  const { bank: _none, ...withoutBank } = bank
  expect((await g.receive(withoutBank)).status).toBe(401)
})
