import { setTimeout as sleep } from 'node:timers/promises'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Log } from '#shared/observability/log.ts'
import { bank, type Gateway, otherBank, startGateway } from './testing/gateway.ts'
import { type WebhookBank, webhookBank } from './testing/webhook-bank.ts'
import { watchDeadLetters } from './use-cases/watch-dead-letters/on-schedule.ts'

let g: Gateway
let b: WebhookBank
const ids: string[] = []
const list = async (query = '', as = b.as) => (await g.http.call(as, 'GET', `/bank/v1/messages${query}`)).body
const replay = async (body: object) => await b.call('POST', 'webhook/replays', body)
const idsOf = (messages: readonly { readonly event: { readonly id: string } }[]) =>
  messages.map(({ event }) => event.id)

beforeAll(async () => {
  g = await startGateway()
  b = await webhookBank(g, 'replay-bank')
  for (let n = 1; n <= 5; n += 1) {
    g.time.minutesAhead = n
    await b.push(`A-replay-${n}`)
  }
  g.time.minutesAhead = 10
  const { messages } = (await g.receive(b.as)).body
  ids.push(...idsOf(messages))
  await g.acknowledge(
    b.as,
    messages.map(({ receipt }: { receipt: string }) => receipt),
  )
})
afterAll(async () => {
  await b?.receiver.stop()
  await g?.stop()
})

test('E3 every message stays readable in the order in which it was sent, the same event under the same id', async () => {
  const all = await list()
  expect(all.more).toBe(false)
  expect(new Set(idsOf(all.messages))).toEqual(new Set(ids))
  const times = all.messages.map(({ sentAt }: { sentAt: string }) => sentAt)
  expect(times).toEqual([...times].sort())
  expect(JSON.stringify(all)).not.toMatch(/陈某甲|13800000001|sealed/)

  const first = await list('?limit=2')
  expect(first).toMatchObject({ more: true, nextCursor: first.messages[1].cursor })
  const rest = await list(`?limit=3&after=${first.nextCursor}`)
  expect(rest.more).toBe(false)
  expect([...idsOf(first.messages), ...idsOf(rest.messages)]).toEqual(idsOf(all.messages))
  const end = await list(`?after=${rest.nextCursor}`)
  expect(end).toEqual({ messages: [], nextCursor: rest.nextCursor, more: false })
})

test('H4 a kept message stands beside the commit that it came from, under that commit’s version', async () => {
  const { Items } = await g.store.table.client.send(
    new QueryCommand({
      TableName: g.store.table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :message)',
      ExpressionAttributeValues: { ':pk': 'referral#A-replay-1.replay-bank', ':message': 'V#message' },
    }),
  )
  expect(Items?.map(({ sk, version }) => [sk, version])).toEqual([['V#message-1.1', 1]])
})

test('E3 another bank sees none of them, and a made-up place is refused', async () => {
  expect(await list('', otherBank)).toEqual({ messages: [], more: false })
  for (const after of ['x', Buffer.from('2026#x').toString('base64url')])
    expect(await list(`?after=${after}`)).toMatchObject({
      status: 422,
      errors: [{ pointer: '?after', code: 'bad-cursor' }],
    })
})

test('E3 what was sent a moment ago is listed once nothing can appear before it', async () => {
  const id = await g.push('A-young', bank.bank)
  expect(await list('', bank)).toMatchObject({ messages: [] })
  g.time.minutesAhead += 1
  expect((await list('', bank)).messages[0].event.data.referralId).toBe(id)
})

test('E3 a replay puts the same events into the queue again, from a place or an instant on', async () => {
  const { messages } = await list()
  const behind = await replay({ after: messages[2].cursor })
  expect(behind.body).toEqual({ replayed: 2 })
  await b.deliver()
  expect(new Set(b.arrivedIds())).toEqual(new Set(idsOf(messages.slice(3))))
  expect(b.receiver.arrived.map(({ body }) => body).sort()).toEqual(
    messages
      .slice(3)
      .map(({ event }: { event: object }) => JSON.stringify(event))
      .sort(),
  )
  expect((await replay({ since: messages[1].sentAt, until: messages[3].sentAt })).body).toEqual({
    replayed: 3,
  })
  expect((await replay({ since: '2030-01-01T00:00:00+08:00' })).body).toEqual({ replayed: 0 })
  for (const body of [
    {},
    { after: messages[0].cursor, since: messages[0].sentAt },
    { since: '昨天' },
    { after: 'x' },
  ])
    expect((await replay(body)).status).toBe(422)
})

test('E3 a bank’s dead letters are counted in a line that an alarm reads', async () => {
  const registered = {
    bankId: b.bankId,
    name: '演练银行',
    institutionId: 'replay',
    institutionName: '演练银行',
    regionCodes: ['511702'],
    active: true,
  }
  await g.http.receive('bank-registered.v1', registered as never, 'bank@1.0')
  await g.http.refreshViews('bank', b.bankId)
  const lines: unknown[] = []
  const log: Log = { ...g.deps.log, warn: (message, fields) => void lines.push({ message, ...fields }) }
  await watchDeadLetters({ ...g.deps, log })
  expect(lines).toEqual([])
  const QueueUrl = `${await g.deps.bankQueues.ensure(b.bankId)}--dlq`
  await g.deps.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'lost' }))
  await sleep(10)
  await watchDeadLetters({ ...g.deps, log })
  expect(lines).toEqual([expect.objectContaining({ bankId: b.bankId, bankDeadLetters: 1 })])
})

test('E3 a bank whose dead letters cannot be counted hides no other bank’s, and the watch ends as failed', async () => {
  const seen: unknown[] = []
  const log: Log = { ...g.deps.log, warn: (_, fields) => void seen.push(fields) }
  const items = [{ wrong: true }, { bankId: 'away-bank' }, { bankId: b.bankId }]
  const table = { ...g.deps.table, list: async () => ({ items }) }
  const deadLetters = async (bankId: string) => {
    if (bankId === 'away-bank') throw new Error('the queue is being deleted')
    return 2
  }
  const bankQueues = { ...g.deps.bankQueues, deadLetters }
  await expect(watchDeadLetters({ ...g.deps, table, bankQueues, log })).rejects.toThrow('2 banks')
  expect(seen).toEqual([{ bankId: b.bankId, bankDeadLetters: 2 }])
})
