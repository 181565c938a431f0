import { setTimeout as sleep } from 'node:timers/promises'
import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Gateway, startGateway } from './testing/gateway.ts'
import { type WebhookBank, webhookBank } from './testing/webhook-bank.ts'

let g: Gateway
const banks: WebhookBank[] = []
const join = async (bankId: string) => {
  const one = await webhookBank(g, bankId)
  banks.push(one)
  return one
}
beforeAll(async () => {
  g = await startGateway()
})
afterAll(async () => {
  await Promise.all(banks.map(({ receiver }) => receiver.stop()))
  await g?.stop()
})
const eventTypes = async (bankId: string) =>
  (await g.http.eventsOf(g.store.table, 'webhook', bankId)).map(event => (event as { type: string }).type)
/** Messages that wait, and messages that are only hidden. */
const depthOf = async (bankId: string) => {
  const { Attributes } = await g.deps.sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: await g.deps.bankQueues.urlOf(bankId),
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  )
  return [Attributes?.ApproximateNumberOfMessages, Attributes?.ApproximateNumberOfMessagesNotVisible]
}

test('E3 what the queue holds is posted byte for byte under its own id, and is then gone from the queue', async () => {
  const b = await join('plain-bank')
  const id = await b.push('A-plain')
  const [seen] = await g.deps.bankQueues.receive(b.bankId, { max: 1, waitSeconds: 0, visibilitySeconds: 0 })
  await b.deliver()
  const [one, ...others] = b.receiver.arrived
  expect(others).toEqual([])
  expect(one?.body).toBe(seen?.body)
  expect(one?.headers['webhook-id']).toBe(JSON.parse(one?.body ?? '{}').id)
  expect(JSON.parse(one?.body ?? '{}').data.referralId).toBe(id)
  expect(one?.headers['content-type']).toMatch(/^application\/cloudevents\+json/)
  expect(one?.body).not.toMatch(/陈某甲|13800000001/)
  expect(await depthOf(b.bankId)).toEqual(['0', '0'])
  expect(await b.standing()).toMatchObject({ lastSuccessAt: expect.any(String) })
})

test('E3 what was acknowledged over HTTPS is not posted', async () => {
  const b = await join('both-bank')
  await b.push('A-both-1')
  await g.drain(b.as)
  const id = await b.push('A-both-2')
  await b.deliver()
  expect(b.receiver.arrived.map(({ body }) => JSON.parse(body).data.referralId)).toEqual([id])
})

test('E3 a failed message comes back by the schedule, and a success clears the failure', async () => {
  const b = await join('shaky-bank')
  await b.push('A-shaky')
  b.receiver.answer = response => response.writeHead(500).end()
  await b.deliver()
  expect(b.receiver.arrived).toHaveLength(1)
  expect(await b.standing()).toMatchObject({
    failingSince: '2026-03-31T02:00:00.000Z',
    problem: expect.stringContaining('500'),
    nextAttemptAt: '2026-03-31T02:00:05.000Z',
  })
  expect(g.woken.at(-1)).toEqual({ bankIds: [b.bankId], delaySeconds: 5 })
  await b.deliver()
  expect(b.receiver.arrived).toHaveLength(1)
  b.receiver.answer = response => response.writeHead(200).end()
  await sleep(5100)
  await b.deliver()
  expect(b.arrivedIds()).toEqual([b.arrivedIds()[0], b.arrivedIds()[0]])
  expect(await b.standing()).not.toHaveProperty('failingSince')
  expect(await eventTypes(b.bankId)).toEqual(['webhook-set', 'webhook-failing', 'webhook-recovered'])
})

test('E3 an endpoint that fails is asked for one message at a time', async () => {
  const b = await join('careful-bank')
  await Promise.all(['1', '2', '3', '4'].map(n => b.push(`A-careful-${n}`)))
  b.receiver.answer = response => response.writeHead(503).end()
  await b.deliver()
  const first = b.receiver.arrived.length
  await b.push('A-careful-5')
  await b.push('A-careful-6')
  g.woken.length = 0
  await b.deliver()
  expect(b.receiver.arrived.length - first).toBe(1)
  // Nobody is woken before the clock: once a minute is often enough.
  expect(g.woken).toEqual([])
})

test('E3 one bad message among good ones holds up none of them', async () => {
  const b = await join('picky-bank')
  const bad = await b.push('A-picky-bad')
  for (const n of ['1', '2', '3']) await b.push(`A-picky-${n}`)
  b.receiver.answer = (response, { body }) => response.writeHead(body.includes(bad) ? 422 : 200).end()
  await b.deliver()
  expect(new Set(b.arrivedIds()).size).toBe(4)
  expect(await b.standing()).not.toHaveProperty('failingSince')
})

test('E3 a bank asks for a pause and has it', async () => {
  const b = await join('busy-bank')
  await b.push('A-busy-1')
  b.receiver.answer = response => response.writeHead(429, { 'retry-after': '600' }).end()
  await b.deliver()
  await b.push('A-busy-2')
  b.receiver.answer = response => response.writeHead(200).end()
  await b.deliver()
  expect(b.receiver.arrived).toHaveLength(1)
  expect(await b.standing()).toMatchObject({ nextAttemptAt: '2026-03-31T02:10:00.000Z' })
  g.time.minutesAhead = 11
  await b.deliver()
  g.time.minutesAhead = 0
  expect(b.receiver.arrived).toHaveLength(2)
})

test('E3 three deliverers at once post nothing twice', async () => {
  const b = await join('crowded-bank')
  for (let n = 1; n <= 12; n += 1) await b.push(`A-crowded-${n}`)
  await Promise.all([b.deliver(), b.deliver(), b.deliver()])
  expect(b.arrivedIds()).toHaveLength(12)
  expect(new Set(b.arrivedIds()).size).toBe(12)
})

test('E3 a bank whose endpoint hangs delays no other', async () => {
  const [hanging, quick] = [await join('hanging-bank'), await join('quick-bank')]
  hanging.receiver.answer = () => undefined
  await Promise.all([hanging.push('A-hang'), quick.push('A-quick')])
  let at = 0
  const started = performance.now()
  quick.receiver.answer = response => {
    at = performance.now() - started
    response.writeHead(200).end()
  }
  const slow = hanging.deliver().then(() => performance.now() - started)
  await quick.deliver()
  expect(at).toBeGreaterThan(0)
  expect(at).toBeLessThan(await slow)
  expect(at).toBeLessThan(400)
  expect(await hanging.standing()).toMatchObject({ problem: expect.stringContaining('没有答复') })
})

test('E3 410 switches it off at once; enabled again it gets what waited', async () => {
  const b = await join('gone-bank')
  await b.push('A-gone')
  b.receiver.answer = response => response.writeHead(410).end()
  await b.deliver()
  expect(await b.standing()).toMatchObject({ state: 'disabled', disabled: { disabledOn: '2026-03-31' } })
  expect(await eventTypes(b.bankId)).toEqual(['webhook-set', 'webhook-disabled.v1'])
  b.receiver.answer = response => response.writeHead(200).end()
  await sleep(5100)
  await b.deliver()
  expect(b.receiver.arrived).toHaveLength(1)
  expect((await b.call('POST', 'webhook/enable', {})).body).toMatchObject({ state: 'active' })
  expect((await b.call('POST', 'webhook/enable', {})).body).toMatchObject({ code: 'webhook-not-disabled' })
  await b.deliver()
  expect(b.receiver.arrived).toHaveLength(2)
  expect((await eventTypes(b.bankId)).at(-1)).toBe('webhook-enabled.v1')
})

test('E3 E7 after five days without one success it is switched off, its messages wait in the queue', async () => {
  const b = await join('dead-bank')
  b.receiver.answer = response => response.writeHead(500).end()
  await b.push('A-dead-1')
  await b.deliver()
  g.time.minutesAhead = 5 * 24 * 60 - 1
  await b.push('A-dead-2')
  await b.deliver()
  expect(await b.standing()).toMatchObject({ state: 'active' })
  g.time.minutesAhead = 5 * 24 * 60
  await b.push('A-dead-3')
  await b.deliver()
  expect(await b.standing()).toMatchObject({ state: 'disabled' })
  await b.push('A-dead-4')
  const before = b.receiver.arrived.length
  await b.deliver()
  g.time.minutesAhead = 0
  expect(b.receiver.arrived).toHaveLength(before)
  const [event] = (await g.http.eventsOf(g.store.table, 'webhook', b.bankId)).slice(-1)
  expect(event).toMatchObject({
    type: 'webhook-disabled.v1',
    data: { bankId: 'dead-bank', failingSince: '2026-03-31T02:00:00.000Z', disabledOn: '2026-04-05' },
  })
  expect((await g.receive(b.as)).body.messages.length).toBeGreaterThan(0)
})

test('E3 while a rotation overlaps, a receiver that knows either secret takes the message', async () => {
  const b = await join('turning-bank')
  const { body } = await b.call('POST', 'webhook/secret-rotation', { overlapHours: 1 })
  await b.push('A-turning-1')
  await b.deliver()
  g.time.minutesAhead = 61
  await b.push('A-turning-2')
  await b.deliver()
  g.time.minutesAhead = 0
  const signedBy = ({ headers, body: text }: WebhookBank['receiver']['arrived'][number]) =>
    [b.secret, body.secret as string].map(secret => {
      const at = new Date(Number(headers['webhook-timestamp']) * 1000)
      const signature = new StandardWebhook(secret).sign(String(headers['webhook-id']), at, text)
      return String(headers['webhook-signature']).split(' ').includes(signature)
    })
  expect(b.receiver.arrived.map(signedBy)).toEqual([
    [true, true],
    [false, true],
  ])
})

test('E3 what is no event is never posted', async () => {
  const b = await join('noise-bank')
  const QueueUrl = await g.deps.bankQueues.ensure(b.bankId)
  await g.deps.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'noise' }))
  await b.push('A-noise')
  await b.deliver()
  expect(b.receiver.arrived).toHaveLength(1)
})
