import { marshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBRecord } from 'aws-lambda'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AggregateDefinition, execute } from '#shared/commits/execute.ts'
import { commitItem } from '#shared/commits/table.ts'
import type { DomainEvent, Envelope } from '#shared/contracts/events.ts'
import { accept, refuse } from '#shared/domain/decision.ts'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { silentLog } from '#shared/testing/harness.ts'
import { relayHandler } from './relay.ts'

type Event = DomainEvent<'batch-planned.v1'> | { readonly type: 'noted' }

const batches: AggregateDefinition<number, Event> = {
  name: 'batch',
  initial: 0,
  evolve: count => count + 1,
}

let engine: TestTable
beforeAll(async () => {
  engine = await startTestTable()
})
afterAll(async () => {
  await engine.stop()
})

const planned: Event = {
  type: 'batch-planned.v1',
  data: { batchId: 'MB-1', regionCode: '511702', plannedOn: '2026-03-05' },
}

const write = (id: string, key: string, events: readonly Event[]) =>
  execute(engine.table, batches, {
    id,
    cause: { key, fingerprint: key },
    actor: { sub: 's', org: 'o', role: 'r', region: '511702' },
    now: '2026-03-05T00:00:00.000Z',
    decide: () => accept(events, {}),
  })

const streamOf = async (id: string): Promise<DynamoDBRecord[]> =>
  (await engine.table.read('batch', id)).map((commit, index) => ({
    eventName: 'INSERT',
    dynamodb: { SequenceNumber: String(index + 1), NewImage: marshall(commitItem(commit)) as never },
  }))

const relay = (sent: Map<string, Envelope[]>, fail = false) =>
  relayHandler({
    province: '51',
    table: engine.table,
    publishes: ['batch-planned.v1'],
    aggregates: [
      {
        definition: batches,
        viewsOf: (count: number, id) => [
          { name: 'row', list: { pk: 'batches', sk: id }, data: { id, count } },
        ],
      },
    ],
    queuesOf: async () => ['queue-a', 'queue-b'],
    send: async (url, envelopes) => {
      if (fail && url === 'queue-b') throw new Error('queue-b is away')
      sent.set(url, [...(sent.get(url) ?? []), ...envelopes])
    },
    log: silentLog,
  })

test('each published event goes to every subscriber once, as the same bytes on every repeat; internal events stay', async () => {
  await write('one', 'k1', [{ type: 'noted' }, planned])
  await write('one', 'k2', [{ type: 'noted' }])
  const records = await streamOf('one')
  const [first, again] = [new Map<string, Envelope[]>(), new Map<string, Envelope[]>()]
  expect(await relay(first)({ Records: records })).toEqual({ batchItemFailures: [] })
  await relay(again)({ Records: records })
  expect(first).toEqual(again)
  expect([...first.keys()].toSorted()).toEqual(['queue-a', 'queue-b'])
  expect(first.get('queue-a')).toEqual([
    {
      specversion: '1.0',
      id: 'batch#one@1.1',
      source: '/provinces/51/matching',
      type: 'cn.rongxie.matching.batch-planned.v1',
      subject: 'batch/one',
      time: '2026-03-05T00:00:00.000Z',
      datacontenttype: 'application/json',
      sequence: 1,
      data: planned.data,
    },
  ])
})

test('views follow the newest state even when the stream shows an older commit', async () => {
  await write('two', 'k1', [planned])
  await write('two', 'k2', [{ type: 'noted' }])
  const records = await streamOf('two')
  await relay(new Map())({ Records: records.slice(0, 1) })
  expect(await engine.table.readView('batch', 'two', 'row')).toEqual({ id: 'two', count: 2 })
})

test('a row that changed and changed back is written again: a try that was cut off may have left what stood between', async () => {
  const carry = async (versions: readonly number[], fail = false) => {
    const Records = (await streamOf('back')).filter((_, at) => versions.includes(at + 1))
    const handler = relayHandler({
      province: '51',
      table: engine.table,
      publishes: ['batch-planned.v1'],
      aggregates: [
        {
          definition: batches,
          viewsOf: (count: number) => [{ name: 'parity', data: { odd: count % 2 === 1 } }],
        },
      ],
      queuesOf: async () => ['queue'],
      send: async () => {
        if (fail) throw new Error('the queue is away')
      },
      log: silentLog,
    })
    return await handler({ Records })
  }
  await write('back', 'k1', [{ type: 'noted' }, { type: 'noted' }])
  await carry([1])
  await write('back', 'k2', [planned])
  // The row is written, then the batch fails; its next try finds one commit more.
  await carry([2], true)
  expect(await engine.table.readView('batch', 'back', 'parity')).toEqual({ odd: true })
  await write('back', 'k3', [{ type: 'noted' }])
  await carry([2, 3])
  expect(await engine.table.readView('batch', 'back', 'parity')).toEqual({ odd: false })
})

test('when one queue is away the first commit for it is named for a retry: repeated rather than lost', async () => {
  await write('three', 'k1', [planned])
  const answer = await relay(new Map(), true)({ Records: await streamOf('three') })
  expect(answer.batchItemFailures).toEqual([{ itemIdentifier: '1' }])
})

test('a commit that cannot be carried holds up none before it, and is the one that is named', async () => {
  for (const id of ['before', 'bad', 'behind']) await write(id, 'k1', [planned])
  const records = (await Promise.all(['before', 'bad', 'behind'].map(streamOf))).flat()
  const Records = records.map((record, at) => ({
    ...record,
    dynamodb: { ...record.dynamodb, SequenceNumber: String(at + 1) },
  }))
  const sent: string[] = []
  const carry = (bad: 'row' | 'queue' | undefined) =>
    relayHandler({
      province: '51',
      table: engine.table,
      publishes: ['batch-planned.v1'],
      aggregates: [
        {
          definition: batches,
          viewsOf: (_: number, id) => {
            if (bad === 'row' && id === 'bad') throw new Error('no row can be made of it')
            return [{ name: 'kept', data: { id } }]
          },
        },
      ],
      queuesOf: async (_, { subject }) => {
        if (bad === 'queue' && subject === 'batch/bad') throw new Error('this bank has no queue')
        return ['queue']
      },
      send: async (_, envelopes) => void sent.push(...envelopes.map(({ subject }) => subject)),
      log: silentLog,
    })
  for (const bad of ['row', 'queue'] as const) {
    sent.length = 0
    expect(await carry(bad)({ Records })).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] })
    expect(sent).toEqual(['batch/before'])
    expect(await engine.table.readView('batch', 'before', 'kept')).toEqual({ id: 'before' })
  }
  sent.length = 0
  expect(await carry(undefined)({ Records: Records.slice(1) })).toEqual({ batchItemFailures: [] })
  expect(sent).toEqual(['batch/bad', 'batch/behind'])
})

test('a row that the database never takes is left out with a word in the log; its neighbours and events go on', async () => {
  await write('large', 'k1', [planned])
  const [sent, said] = [[] as string[], [] as unknown[]]
  const handler = relayHandler({
    province: '51',
    table: engine.table,
    publishes: ['batch-planned.v1'],
    aggregates: [
      {
        definition: batches,
        viewsOf: (count: number) => [
          { name: 'voices', data: { count, voices: Array(900).fill('反映从未有人上门走访'.repeat(20)) } },
          { name: 'beside', data: { count } },
        ],
      },
    ],
    queuesOf: async () => ['queue'],
    send: async (_, envelopes) => void sent.push(...envelopes.map(({ subject }) => subject)),
    log: { ...silentLog, error: (_, fields) => void said.push(fields) },
  })
  expect(await handler({ Records: await streamOf('large') })).toEqual({ batchItemFailures: [] })
  expect(await engine.table.readView('batch', 'large', 'beside')).toEqual({ count: 1 })
  expect(sent).toEqual(['batch/large'])
  expect(said).toMatchObject([{ row: 'voices' }])
})

test('refusals change no row: however many there are, the aggregate is not read for them', async () => {
  await write('refused', 'k1', [planned])
  for (const key of ['k2', 'k3'])
    await execute(engine.table, batches, {
      id: 'refused',
      cause: { key, fingerprint: key },
      actor: { sub: 's', org: 'o', role: 'r', region: '511702' },
      now: '2026-03-05T00:00:00.000Z',
      decide: () => refuse('ended', '已办结'),
    })
  const Records = await streamOf('refused')
  let reads = 0
  const read: typeof engine.table.read = async (aggregate, id) => {
    reads += 1
    return await engine.table.read(aggregate, id)
  }
  const handler = relayHandler({
    province: '51',
    table: { ...engine.table, read },
    publishes: ['batch-planned.v1'],
    aggregates: [{ definition: batches, viewsOf: (count: number) => [{ name: 'row', data: { count } }] }],
    queuesOf: async () => [],
    send: async () => undefined,
    log: silentLog,
  })
  await handler({ Records: Records.slice(1) })
  expect(reads).toBe(0)
  await handler({ Records })
  expect(reads).toBe(1)
  expect(await engine.table.readView('batch', 'refused', 'row')).toEqual({ count: 1 })
})
