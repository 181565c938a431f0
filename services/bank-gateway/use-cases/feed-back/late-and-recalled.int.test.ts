import { afterAll, beforeAll, expect, test } from 'vitest'
import { bodies, recallNotice } from '../../testing/feedback.ts'
import { bank, type Gateway, startGateway } from '../../testing/gateway.ts'

let g: Gateway
beforeAll(async () => {
  g = await startGateway()
})
afterAll(async () => await g?.stop())

const get = async (id: string) => (await g.http.call(bank, 'GET', `/bank/v1/referrals/${id}`)).body
const bulk = async (referralId: string, bodies: readonly object[], key: string) => {
  const items = bodies.map(body => ({ referralId, ...body }))
  const { body, text } = await g.http.call(bank, 'POST', '/bank/v1/feedback', { items }, key)
  return { text, codes: body.items.map((line: { status: number }) => line.status) }
}
const lead = [bodies.accepted, bodies.contacted, bodies['materials-completed'], bodies.granted]
const first = { ...bodies.drawn, amountFen: 8_000_000, drawdownNumber: 'JJ-1' }
const second = { ...bodies.drawn, amountFen: 9_000_000, drawdownNumber: 'JJ-2' }
const renewed = { ...bodies.renewed, amountFen: 17_000_000 }

test('E3 one list in the wrong order, sent twice: what was early is taken the second time, and nothing counts twice', async () => {
  const id = await g.push('A-order')
  const money = [bodies.repaid, renewed, first, bodies.repaid, second, bodies.contract]
  const once = await bulk(id, [...lead, ...money], 'in-disorder')
  expect(once.codes).toEqual([200, 200, 200, 200, 409, 409, 200, 200, 200, 200])
  expect((await bulk(id, [...lead, ...money], 'in-disorder')).text).toBe(once.text)
  expect((await bulk(id, money, 'again')).codes).toEqual([409, 200, 409, 409, 409, 409])
  expect(await get(id)).toMatchObject({
    status: 'repaid',
    allowed: ['contract', 'drawn', 'renewed', 'misuse'],
    credit: { drawnFen: 17_000_000 },
  })
  const events = (await g.http.eventsOf(g.store.table, 'referral', id)) as { readonly type: string }[]
  const told = events.map(({ type }) => type).filter(type => type.startsWith('loan-'))
  expect(told).toEqual(['loan-drawn.v1', 'loan-repaid.v1', 'loan-drawn.v1', 'loan-renewed.v1'])
})

test('C7 E3 corrected while recalled: the recall stays to be acknowledged, and what was told since still holds', async () => {
  const id = await g.push('A-called')
  await bulk(id, [...lead, first], 'before')
  const notice = { ...recallNotice, ...g.pushed('A-called') }
  await g.http.receive('referral-recalled.v1', notice, 'plan@called')
  await bulk(id, [second, renewed], 'since')
  const right = { ...first, amountFen: 10_000_000, corrects: 5, correctionReason: '放款金额录入有误' }
  const corrected = await g.feed(id, right, 'right')
  expect(corrected.body).toMatchObject({
    status: 'recalled-after-grant',
    credit: { drawnFen: 19_000_000 },
    recall: { reason: 'removed', acknowledgeBy: expect.any(String) },
  })
  expect((await g.feed(id, right, 'right')).text).toBe(corrected.text)
  const less = { ...right, amountFen: 7_000_000, corrects: 8 }
  expect((await g.feed(id, less)).body).toMatchObject({ status: 409, code: 'line-exceeded' })
  await g.http.call(bank, 'POST', `/bank/v1/referrals/${id}/recall-acknowledgement`, {}, 'seen')
  expect((await g.feed(id, { ...less, amountFen: 8_000_000 })).body).toMatchObject({
    recall: { acknowledgedOn: '2026-03-31' },
  })
  await g.feed(id, bodies.repaid)
  const { history, ...standing } = await get(id)
  expect(standing).toMatchObject({ status: 'repaid', credit: { drawnFen: 17_000_000 } })
  expect(history).toHaveLength(10)
})
