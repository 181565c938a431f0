import { afterAll, beforeAll, expect, test } from 'vitest'
import { bodies } from './testing/feedback.ts'
import { bank, type Gateway, type Message, otherBank, person, startGateway } from './testing/gateway.ts'

let g: Gateway
beforeAll(async () => {
  g = await startGateway()
})
afterAll(async () => await g?.stop())

const get = async (id: string) => await g.http.call(bank, 'GET', `/bank/v1/referrals/${id}`)
const eventsOf = async (id: string) =>
  (await g.http.eventsOf(g.store.table, 'referral', id)).map(event => (event as { type: string }).type)

test('E3 E6 the whole life of a loan: material missing, contract, drawn, corrected, renewed, misuse, repaid', async () => {
  const id = await g.push('A-life')
  const way = [
    'accepted',
    'contacted',
    'materials-missing',
    'materials-completed',
    'granted',
    'contract',
    'drawn',
  ] as const
  for (const type of way) expect((await g.feed(id, bodies[type])).status).toBe(200)
  const right = { ...bodies.drawn, amountFen: 12_000_000, corrects: 7, correctionReason: '放款金额录入有误' }
  const corrected = await g.feed(id, right, 'right')
  expect(corrected.body.credit).toEqual({
    lineFen: 40_000_000,
    drawnFen: 12_000_000,
    remainingFen: 28_000_000,
  })
  expect((await g.feed(id, right, 'right')).text).toBe(corrected.text)
  const renewed = await g.feed(id, bodies.renewed)
  expect(renewed.body).toMatchObject({
    status: 409,
    code: 'line-exceeded',
    errors: [{ pointer: '/amountFen' }],
  })
  for (const body of [{ ...bodies.renewed, amountFen: 12_000_000 }, bodies.misuse, bodies.repaid])
    expect((await g.feed(id, body)).status).toBe(200)
  const { body } = await get(id)
  expect(body).toMatchObject({
    status: 'repaid',
    grant: { comprehensiveCostBp: 485, unsecured: true },
    contact: { disclosed: false },
  })
  expect(body.history.map((note: { number: number; type: string }) => [note.number, note.type])).toEqual(
    [...way, 'drawn', 'renewed', 'misuse', 'repaid'].map((type, index) => [index + 1, type]),
  )
  expect(body.history[7]).toMatchObject({ corrects: 7, correctionReason: '放款金额录入有误' })
  const events = await eventsOf(id)
  expect(events.filter(type => type === 'loan-misused.v1')).toHaveLength(1)
  expect(events.filter(type => type === 'loan-drawn.v1')).toHaveLength(1)
})

test('E2 a bank that does not deal says why, and the push ends for it as a refusal', async () => {
  const id = await g.push('A-declined')
  const { refusal: _none, ...bare } = bodies.declined
  expect((await g.feed(id, bare)).body).toMatchObject({ status: 422, errors: [{ pointer: '/refusal' }] })
  expect((await g.feed(id, bodies.declined)).body).toMatchObject({ status: 'declined', allowed: [] })
  expect(await eventsOf(id)).toContain('credit-decided.v1')
  expect((await get(id)).body.refusal).toEqual(bodies.declined.refusal)
})

test('H3 what discloses the contact carries the mark of who took it and when', async () => {
  const id = await g.push('A-mark')
  expect((await get(id)).body).not.toHaveProperty('recipientMark')
  await g.feed(id, bodies.accepted)
  const { body } = await get(id)
  expect(body.recipientMark).toMatchObject({ bankId: bank.bank, at: g.deps.clock() })
  expect(body.recipientMark.text).toMatch(/通川示范银行/)
  expect(body.contact.phone).toBe(person.phone)
})

test('E3 bulk feedback answers line by line: one bad line, one foreign, one out of turn sink no neighbour', async () => {
  const [a, b] = [await g.push('A-bulk-1'), await g.push('A-bulk-2')]
  const foreign = await g.push('A-bulk-3', 'other-bank')
  const items = [
    { referralId: a, ...bodies.accepted },
    { referralId: a, ...bodies.contacted },
    { referralId: b, ...bodies.granted },
    { referralId: foreign, ...bodies.accepted },
    { referralId: b, type: 'accepted', remark: 'x' },
    { referralId: b, ...bodies.accepted },
  ]
  const bulk = async (body: unknown, key: string, as = bank) =>
    await g.http.call(as, 'POST', '/bank/v1/feedback', body, key)
  const first = await bulk({ items }, 'bulk-1')
  expect(first.status).toBe(200)
  type Line = { status: number; id?: string; problem?: { code: string; errors?: { pointer: string }[] } }
  expect(first.body.items.map((line: Line) => [line.status, line.problem?.code ?? line.id])).toEqual([
    [200, a],
    [200, a],
    [409, 'wrong-state'],
    [404, 'not-found'],
    [422, 'validation-failed'],
    [200, b],
  ])
  expect(first.body.items[4].problem.errors[0]).toMatchObject({ pointer: '/remark' })
  expect((await bulk({ items }, 'bulk-1')).text).toBe(first.text)
  expect((await bulk({ items: items.slice(1) }, 'bulk-1')).status).toBe(422)
  const many = Array.from({ length: 501 }, () => items[0])
  expect((await bulk({ items: many }, 'bulk-2')).body).toMatchObject({
    status: 422,
    errors: [{ pointer: '/items' }],
  })
  expect((await get(a)).body).toMatchObject({ status: 'contacted' })
  expect((await get(b)).body).toMatchObject({ status: 'accepted' })
})

test('E3 a bank that needs longer extends; made-up and foreign receipts sink no neighbour', async () => {
  await Promise.all([g.drain(bank), g.drain(otherBank)])
  await Promise.all([g.push('A-long'), g.push('A-long', 'other-bank')])
  const mine: Message = (await g.receive(bank, { visibilitySeconds: 30 })).body.messages[0]
  const theirs: Message = (await g.receive(otherBank)).body.messages[0]
  const extend = async (receipts: readonly string[]) =>
    await g.http.call(bank, 'POST', '/bank/v1/referrals/extend', { receipts, visibilitySeconds: 600 })
  const { body } = await extend([mine.receipt, theirs.receipt, 'made-up'])
  expect(body.results.map((line: { extended: boolean }) => line.extended)).toEqual([true, false, false])
  g.time.minutesAhead = 5
  // Past the first thirty seconds, the old receipt is stale and the new one stands.
  expect((await extend([mine.receipt])).body.results[0]).toMatchObject({ extended: false })
  const { newReceipt } = body.results[0]
  expect((await g.acknowledge(bank, [newReceipt])).body.results).toEqual([
    { receipt: newReceipt, acknowledged: true },
  ])
  expect((await g.receive(bank)).body.messages).toEqual([])
  g.time.minutesAhead = 0
})

test('E8 findings and appeals over HTTP: on record with the referral, bad input named, strangers find nothing', async () => {
  const id = await g.push('A-exempt')
  await g.feed(id, bodies.refused)
  const post = async (door: string, body: object, as = bank, key?: string) =>
    await g.http.call(as, 'POST', `/bank/v1/referrals/${id}/${door}`, body, key)
  const finding = {
    about: 'refused-loan',
    officer: 'KH-0071',
    finding: '调查程序齐备，结论有据',
    outcome: 'not-exempt',
    reason: '未按规定双人实地调查',
    decidedOn: '2026-03-30',
  }
  expect((await post('exemptions', finding, otherBank)).status).toBe(404)
  expect((await post('exemptions', { ...finding, officer: '陈某甲' })).body).toMatchObject({
    status: 422,
    errors: [{ pointer: '/officer', detail: expect.stringMatching(/工号/) }],
  })
  const first = await post('exemptions', finding, bank, 'finding-1')
  expect([first.status, first.body.exemptions]).toEqual([
    201,
    [{ number: 1, for: 'bank-officer', ...finding }],
  ])
  expect((await post('exemptions', finding, bank, 'finding-1')).text).toBe(first.text)
  const appeal = { step: 'filed', exemption: 1, grounds: '有实地调查的影像留存', filedOn: '2026-03-31' }
  expect((await post('appeals', { ...appeal, step: 'other' })).body.errors[0]).toMatchObject({
    pointer: '/step',
  })
  expect((await post('appeals', { ...appeal, exemption: 2 })).body).toMatchObject({
    status: 409,
    code: 'appeal-not-open',
  })
  const rivals = await Promise.all(['a1', 'a2', 'a3'].map(key => post('appeals', appeal, bank, key)))
  expect(rivals.map(rival => rival.status).sort()).toEqual([201, 409, 409])
  expect((await get(id)).body.exemptions).toMatchObject([
    { number: 1, appeal: { state: 'running', filedOn: '2026-03-31' } },
  ])
})
