import { afterAll, beforeAll, expect, test } from 'vitest'
import { referralRefSchema } from '#shared/contracts/parts.ts'
import { bodies } from './testing/feedback.ts'
import { bank, type Gateway, type Message, otherBank, startGateway } from './testing/gateway.ts'
import { sweepClocks } from './use-cases/sweep-clocks/on-schedule.ts'

let g: Gateway
beforeAll(async () => {
  g = await startGateway()
})
afterAll(async () => await g?.stop())

const refOf = (applicationId: string) => referralRefSchema.parse(g.pushed(applicationId))
const recallOf = (applicationId: string) => ({
  ...refOf(applicationId),
  reason: 'removed' as const,
  detail: '已移出推荐清单',
  recalledOn: '2026-03-30',
})
const typesOf = (messages: readonly (Message & { event: { type: string } })[]) =>
  messages.map(({ event }) => event.type.replace('cn.rongxie.bank-gateway.', ''))
const get = async (id: string) => await g.http.call(bank, 'GET', `/bank/v1/referrals/${id}`)
const acknowledge = async (id: string, key?: string, as = bank) =>
  await g.http.call(as, 'POST', `/bank/v1/referrals/${id}/recall-acknowledgement`, {}, key)

test('C7 a recall reaches the bank’s queue once, masks the contact, and is acknowledged once', async () => {
  const early = await g.http.receive('referral-recalled.v1', recallOf('A-recall'), 'plan@9.0')
  expect(early).toMatchObject({ fate: 'retry' })
  const id = await g.push('A-recall')
  await g.feed(id, bodies.accepted)
  expect((await get(id)).body.contact.disclosed).toBe(true)
  expect((await acknowledge(id)).body).toMatchObject({ status: 409, code: 'not-recalled' })
  await g.drain(bank)

  const again = ['plan@9.0', 'plan@9.0', 'plan@10.0']
  await Promise.all(again.map(event => g.http.receive('referral-recalled.v1', recallOf('A-recall'), event)))
  await g.relay(id, commit => commit.version > 1)
  expect(typesOf((await g.receive(bank)).body.messages)).toEqual(['recall-offered.v1'])
  const { body } = await get(id)
  expect(body).toMatchObject({
    status: 'recalled',
    allowed: [],
    contact: { disclosed: false },
    recall: { reason: 'removed', detail: '已移出推荐清单', recalledOn: '2026-03-30' },
  })
  expect((await g.feed(id, bodies.contacted)).body).toMatchObject({ status: 409, code: 'wrong-state' })

  expect((await acknowledge(id, undefined, otherBank)).status).toBe(404)
  const first = await acknowledge(id, 'seen')
  expect(first.body.recall).toMatchObject({ acknowledgedOn: '2026-03-31' })
  expect((await acknowledge(id, 'seen')).text).toBe(first.text)
  const rivals = await Promise.all(['s1', 's2', 's3'].map(key => acknowledge(id, key)))
  expect(rivals.map(rival => rival.status)).toEqual([200, 200, 200])
  const events = await g.http.eventsOf(g.store.table, 'referral', id)
  expect(events.filter(event => (event as { type: string }).type === 'recall-acknowledged.v1')).toHaveLength(
    1,
  )
})

test('D4 a grant elsewhere is told once, whatever redelivery, with band and cover alone', async () => {
  const id = await g.push('A-sibling')
  await g.drain(bank)
  const notice = {
    ...refOf('A-sibling'),
    band: 'up-to-1m',
    demandCovered: true,
    creditedOn: '2026-03-20',
  } as const
  for (const event of ['s@1.0', 's@1.0', 's@1.0'])
    expect(await g.http.receive('sibling-credited.v1', notice, event)).toEqual({ fate: 'done' })
  await g.relay(id, commit => commit.version > 1)
  const { messages } = (await g.receive(bank)).body
  expect(typesOf(messages)).toEqual(['sibling-notice-offered.v1'])
  expect(messages[0].event.data).toEqual(notice)
  expect((await get(id)).body).toMatchObject({
    status: 'offered',
    siblingCredits: [{ band: 'up-to-1m', demandCovered: true, creditedOn: '2026-03-20' }],
  })
})

test('E1 E7 the sweep reads what is due, warns the bank and above once, and catches up after three days', async () => {
  const clocks = { ...g.pushed('x').clocks, acceptWithinHours: 24 }
  const data = { ...g.pushed('A-silent'), clocks }
  await g.http.receive('referral-dispatched.v1', data, 'silent@1.0')
  await g.relay(data.referralId)
  const id = await g.push('A-slow')
  for (const type of ['accepted', 'contacted', 'materials-completed'] as const) await g.feed(id, bodies[type])
  await g.relay(id, commit => commit.version > 1)
  await g.drain(bank)

  const warnings = async (of: string) =>
    (await g.http.eventsOf(g.store.table, 'referral', of)).flatMap(event => {
      const { type, data } = event as { type: string; data: { clock: string; level: string } }
      return type === 'clock-warned.v1' ? [`${data.clock} ${data.level}`] : []
    })
  const sweepAfter = async (days: number) => {
    g.time.minutesAhead = days * 24 * 60
    await Promise.all([sweepClocks(g.deps), sweepClocks(g.deps)])
    await sweepClocks(g.deps)
    for (const each of [id, data.referralId]) await g.http.refreshViews('referral', each)
  }
  await sweepAfter(0)
  expect([await warnings(data.referralId), await warnings(id)]).toEqual([[], []])
  await sweepAfter(3)
  expect(await warnings(data.referralId)).toEqual(['acceptance overdue'])
  // 2026-04-08 is five days before the due day; no sweep ran until 04-14.
  await sweepAfter(14)
  expect(await warnings(id)).toEqual(['decision near-due', 'decision due', 'decision overdue'])
  await sweepAfter(15)
  expect(await warnings(id)).toHaveLength(3)
  expect(await warnings(data.referralId)).toHaveLength(1)

  await g.relay(id, commit => commit.version > 4)
  const { messages } = (await g.receive(bank)).body
  expect(typesOf(messages)).toEqual(['clock-warned.v1', 'clock-warned.v1', 'clock-warned.v1'])
  g.time.minutesAhead = 0
})

test('C7 E7 a recall nobody acknowledges is chased in the bank’s own queue, twice; the acknowledgement ends it', async () => {
  const id = await g.push('A-chased')
  const quiet = await g.push('A-acknowledged')
  for (const [at, application] of ['A-chased', 'A-acknowledged'].entries()) {
    const notice = {
      ...refOf(application),
      reason: 'removed',
      detail: '已移出推荐清单',
      recalledOn: '2026-03-31',
    } as const
    await g.http.receive('referral-recalled.v1', notice, `chased@${at}.0`)
  }
  const acknowledged = await g.http.call(
    bank,
    'POST',
    `/bank/v1/referrals/${quiet}/recall-acknowledgement`,
    {},
  )
  expect(acknowledged.body.recall).not.toHaveProperty('acknowledgeBy')
  expect((await get(id)).body.recall).toMatchObject({ acknowledgeBy: '2026-04-01T02:00:00.000Z' })
  for (const each of [id, quiet]) await g.relay(each)
  await g.drain(bank)
  for (const days of [0.9, 1.1, 1.5, 2.1, 3]) {
    g.time.minutesAhead = days * 24 * 60
    await sweepClocks(g.deps)
    for (const each of [id, quiet]) await g.http.refreshViews('referral', each)
  }
  const told = async (of: string) =>
    (await g.http.eventsOf(g.store.table, 'referral', of)).flatMap(event => {
      const { type, data } = event as { type: string; data: { level: string; warnedOn: string } }
      return type === 'clock-warned.v1' ? [`${data.level} ${data.warnedOn}`] : []
    })
  expect([await told(id), await told(quiet)]).toEqual([['due 2026-04-01', 'overdue 2026-04-02'], []])
  await g.drain(bank)
  await g.relay(id, commit => commit.version > 2)
  expect(typesOf((await g.receive(bank)).body.messages)).toEqual(['clock-warned.v1', 'clock-warned.v1'])
  g.time.minutesAhead = 0
})
