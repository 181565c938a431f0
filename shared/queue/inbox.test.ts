import { readFileSync } from 'node:fs'
import type { SQSRecord } from 'aws-lambda'
import { expect, test } from 'vitest'
import { tooLarge } from '#shared/commits/execute.ts'
import { eventTypeOf } from '#shared/contracts/names.ts'
import { silentLog } from '#shared/testing/harness.ts'
import { type EventHandlers, type Fate, fateOf, inboxHandler } from './inbox.ts'

const sample: unknown = JSON.parse(
  readFileSync(new URL('../contracts/samples/bank-registered.v1.golden.json', import.meta.url), 'utf8'),
)

const envelope = (id: string, data: unknown = sample, type = eventTypeOf('bank-registered.v1')) => ({
  specversion: '1.0',
  id,
  source: '/provinces/51/matching',
  type,
  subject: 'bank/x',
  time: '2026-03-02T00:00:00.000Z',
  datacontenttype: 'application/json',
  sequence: 1,
  data,
})

const record = (body: unknown, receives = 1): SQSRecord =>
  ({
    messageId: `message-${typeof body === 'object' && body && 'id' in body ? String(body.id) : 'x'}`,
    receiptHandle: 'receipt',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: { ApproximateReceiveCount: String(receives) },
  }) as SQSRecord

const deliver = async (records: readonly SQSRecord[], fates: Record<string, Fate | Error>) => {
  const shown: number[] = []
  const handled: string[] = []
  const handlers: EventHandlers<object> = {
    'bank-registered.v1': async ({ envelope: { id } }) => {
      handled.push(id)
      const fate = fates[id] ?? { fate: 'done' }
      if (fate instanceof Error) throw fate
      return fate
    },
  }
  const answer = await inboxHandler({
    service: 'intake',
    province: '51',
    handlers,
    deps: {},
    showAgainAfter: async (_receipt, seconds) => {
      shown.push(seconds)
    },
    log: silentLog,
  })({ Records: [...records] })
  return { again: answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier), shown, handled }
}

test('each message ends in its own fate; only those to come back are named', async () => {
  const { again, handled } = await deliver(
    ['done', 'refused', 'retry', 'throws', 'fine'].map(id => record(envelope(id))),
    {
      refused: { fate: 'refused', code: 'entity-dropped' },
      retry: { fate: 'retry', why: 'gap' },
      throws: new Error('the table is away'),
    },
  )
  expect(handled).toEqual(['done', 'refused', 'retry', 'throws', 'fine'])
  expect(again).toEqual(['message-retry', 'message-throws'])
})

test('what this code cannot read goes the dead-letter way and never reaches a use case', async () => {
  const { again, handled, shown } = await deliver(
    [
      record('no json'),
      record({ hello: 1 }),
      record(envelope('unknown', sample, 'cn.rongxie.intake.unheard-of.v1')),
      record(envelope('breaks-contract', { bankId: 7 })),
      record(envelope('good')),
    ],
    {},
  )
  expect(handled).toEqual(['good'])
  expect(again).toHaveLength(4)
  expect(shown).toEqual([1, 1, 1, 1])
})

test('a retry waits longer each time it came', async () => {
  const waits = await Promise.all(
    [1, 3, 20].map(async receives => {
      const { shown } = await deliver([record(envelope('r'), receives)], { r: { fate: 'retry', why: 'gap' } })
      return shown[0]
    }),
  )
  expect(waits).toEqual([2, 8, 300])
})

test('cause and actor follow from the event alone, so that a redelivery is the same cause', async () => {
  const causes: string[] = []
  const handler = inboxHandler<object>({
    service: 'intake',
    province: '51',
    handlers: {
      'bank-registered.v1': async ({ cause }) => {
        causes.push(`${cause.key} ${cause.fingerprint}`)
        return { fate: 'done' }
      },
    },
    deps: {},
    showAgainAfter: async () => undefined,
    log: silentLog,
  })
  await handler({ Records: [record(envelope('same'))] })
  await handler({ Records: [record(envelope('same'), 2)] })
  expect(causes).toHaveLength(2)
  expect(new Set(causes).size).toBe(1)
})

test('a message that never ends is shown again by itself, and its neighbours are done', async () => {
  const handler = inboxHandler<object>({
    service: 'intake',
    province: '51',
    handlers: {
      'bank-registered.v1': ({ envelope: { id } }) =>
        id === 'slow' ? new Promise<Fate>(() => undefined) : Promise.resolve({ fate: 'done' }),
    },
    deps: {},
    showAgainAfter: async () => undefined,
    log: silentLog,
    mostMs: 20,
  })
  const answer = await handler({ Records: ['one', 'slow', 'two'].map(id => record(envelope(id))) })
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-slow' }] })
})

test('a refusal ends the message, but what no commit could hold is kept among the dead letters for somebody to look at', () => {
  expect(fateOf({ kind: 'refused', refusal: tooLarge })).toMatchObject({ fate: 'dead-letter' })
  expect(fateOf({ kind: 'refused', refusal: { code: 'ended', detail: '已办结' } })).toEqual({
    fate: 'refused',
    code: 'ended',
  })
})
