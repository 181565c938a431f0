import { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Claims, harness } from '#shared/testing/harness.ts'
import type { Deps } from './deps.ts'
import { readReceipt } from './domain/receipt.ts'
import { bankGatewayService } from './handlers.ts'
import { bodies } from './testing/feedback.ts'
import { bank, type Gateway, type Message, otherBank, startGateway } from './testing/gateway.ts'

let g: Gateway
beforeAll(async () => {
  g = await startGateway()
})
afterAll(async () => await g?.stop())

test('D4 told twice, by the same event or another, a referral is offered once', async () => {
  await g.drain(bank)
  const data = g.pushed('A-twice')
  await Promise.all(['x@1.0', 'x@1.0', 'y@1.0'].map(id => g.http.receive('referral-dispatched.v1', data, id)))
  await g.relay(data.referralId)
  const { body } = await g.receive(bank)
  expect(body.messages.map((m: Message) => m.event.id)).toEqual([`referral#${data.referralId}@1.1`])
})

test('E3 the queue of a bank stands as soon as it is registered', async () => {
  const registered = { bankId: 'new-bank', name: '新设银行', institutionId: 'i', institutionName: '新设银行' }
  const data = { ...registered, regionCodes: ['511702'], active: true }
  expect(await g.deps.bankQueues.urlOf('new-bank')).toBeUndefined()
  expect(await g.http.receive('bank-registered.v1', data, 'bank#new-bank@1.0')).toEqual({ fate: 'done' })
  expect(await g.deps.bankQueues.urlOf('new-bank')).toContain('rongxie-51-bank-new-bank')
})

test('E3 two banks do not see each other: neither messages, receipts, referrals nor ledger', async () => {
  await Promise.all([g.drain(bank), g.drain(otherBank)])
  const [mine, theirs] = [await g.push('A-both'), await g.push('A-both', 'other-bank')]
  const [a, b] = [await g.receive(bank), await g.receive(otherBank)]
  expect(a.body.messages.map((m: Message) => m.event.data.bankId)).toEqual([bank.bank])
  expect(b.body.messages.map((m: Message) => m.event.data.bankId)).toEqual(['other-bank'])
  const stolen = await g.acknowledge(otherBank, [a.body.messages[0].receipt])
  expect(stolen.body.results[0]).toMatchObject({ acknowledged: false, detail: expect.stringMatching(/本行/) })

  const before = (await g.store.table.read('referral', mine)).length
  const read = await g.http.call(otherBank, 'GET', `/bank/v1/referrals/${mine}`)
  const fed = await g.feed(mine, bodies.accepted, undefined, otherBank)
  const nobodys = await g.http.call(otherBank, 'GET', '/bank/v1/referrals/A-none.other-bank')
  for (const answer of [read, fed, nobodys]) {
    expect(answer.status).toBe(404)
    expect(answer.body).toMatchObject({ code: 'not-found', detail: nobodys.body.detail })
  }
  expect((await g.store.table.read('referral', mine)).length).toBe(before)

  await Promise.all([mine, theirs].map(id => g.http.refreshViews('referral', id)))
  const ledger = await g.http.call(otherBank, 'GET', '/bank/v1/referrals')
  expect(
    ledger.body.items.every((row: { referralId: string }) => row.referralId.endsWith('.other-bank')),
  ).toBe(true)
  const foreign = await g.http.call(bank, 'GET', '/bank/v1/referrals?limit=1')
  const cursor = encodeURIComponent(foreign.body.nextCursor)
  const crossed = await g.http.call(otherBank, 'GET', `/bank/v1/referrals?cursor=${cursor}`)
  expect(crossed.body).toMatchObject({ status: 422, errors: [{ pointer: '?cursor' }] })
})

test('E3 a stale receipt is answered as not acknowledged and sinks no neighbour', async () => {
  await g.drain(bank)
  await Promise.all([g.push('A-stale-1'), g.push('A-stale-2')])
  const first = (await g.receive(bank, { max: 1, visibilitySeconds: 10 })).body.messages[0]
  g.time.minutesAhead += 1
  const second = (await g.receive(bank, { max: 1 })).body.messages[0]
  const { status, body } = await g.acknowledge(bank, [first.receipt, 'made-up', second.receipt])
  expect(status).toBe(200)
  expect(body.results.map((r: { acknowledged: boolean }) => r.acknowledged)).toEqual([false, false, true])
  expect(body.results[0].detail).toMatch(/重新领取/)
  // Acknowledged once more, as after a lost answer: still true.
  expect((await g.acknowledge(bank, [second.receipt])).body.results[0].acknowledged).toBe(true)
})

test('E3 over HTTPS: unacknowledged comes back with its count, acknowledged does not', async () => {
  const clerk: Claims = { ...bank, sub: 'back-client', bank: 'back-bank' }
  const [lost, kept] = [await g.push('A-lost', 'back-bank'), await g.push('A-kept', 'back-bank')]
  const shown: Message[] = (await g.receive(clerk)).body.messages
  const receiptOf = (id: string) => shown.find(message => message.event.data.referralId === id)?.receipt ?? ''
  await g.acknowledge(clerk, [receiptOf(kept)])
  expect((await g.receive(clerk)).body.messages).toEqual([])
  // Its two minutes are over: the queue shows it again.
  await g.deps.sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: await g.deps.bankQueues.urlOf('back-bank'),
      ReceiptHandle: readReceipt(receiptOf(lost))?.handle,
      VisibilityTimeout: 0,
    }),
  )
  const again: Message[] = (await g.receive(clerk)).body.messages
  expect(again.map(({ event, receives }) => [event.data.referralId, receives])).toEqual([[lost, 2]])
})

test('E3 an offer whose bank has no queue is tried again, never lost', async () => {
  const withoutQueue: Deps = {
    ...g.deps,
    bankQueues: { ...g.deps.bankQueues, ensure: async () => 'not made' },
  }
  const data = g.pushed('A-noqueue', 'queueless-bank')
  await harness(bankGatewayService, withoutQueue).receive('referral-dispatched.v1', data, 'q@1.0')
  expect(await g.relay(data.referralId)).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] })
  await g.deps.bankQueues.ensure('queueless-bank')
  expect(await g.relay(data.referralId)).toEqual({ batchItemFailures: [] })
  const clerk: Claims = { ...bank, bank: 'queueless-bank' }
  expect((await g.receive(clerk)).body.messages).toHaveLength(1)
})
