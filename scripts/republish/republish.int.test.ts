import { afterAll, beforeAll, expect, test } from 'vitest'
import { execute } from '#shared/commits/execute.ts'
import { accept } from '#shared/domain/decision.ts'
import { relayHandler } from '#shared/queue/relay.ts'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { silentLog } from '#shared/testing/harness.ts'
import { republish } from './again.ts'

const batches = { name: 'batch', initial: 0, evolve: (count: number) => count + 1 }

let engine: TestTable
beforeAll(async () => {
  engine = await startTestTable()
  for (const [id, day] of [
    ['published', '19'],
    ['bad', '20'],
    ['missed', '20'],
    ['late', '21'],
  ] as const)
    await execute(engine.table, batches, {
      id,
      cause: { key: id, fingerprint: id },
      actor: { sub: 's', org: 'o', role: 'r', region: '511702' },
      now: `2026-11-${day}T00:00:00.000Z`,
      decide: () =>
        accept(
          [
            {
              type: 'batch-planned.v1',
              data: { batchId: id, regionCode: '511702', plannedOn: '2026-11-20' },
            },
          ],
          null,
        ),
    })
})
afterAll(async () => {
  await engine.stop()
})

test('what the stream no longer holds is carried again from an instant on: the same ids and rows, and one bad commit is named', async () => {
  const sent: string[] = []
  const relay = relayHandler({
    province: '51',
    table: engine.table,
    publishes: ['batch-planned.v1'],
    aggregates: [
      {
        definition: batches,
        viewsOf: (count: number, id) => {
          if (id === 'bad') throw new Error('no row can be made of it')
          return [{ name: 'row', list: { pk: 'batches', sk: id }, data: { id, count } }]
        },
      },
    ],
    queuesOf: async () => ['queue'],
    send: async (_, envelopes) => void sent.push(...envelopes.map(({ id }) => id)),
    log: silentLog,
  })
  const run = () => republish(engine.table.client, engine.table.name, '2026-11-20T00:00:00.000Z', relay)
  for (const _ of [1, 2]) {
    sent.length = 0
    expect(await run()).toEqual({ carried: 2, stuck: ['batch#bad@C#00000001'] })
    expect(sent.toSorted()).toEqual(['batch#late@1.0', 'batch#missed@1.0'])
  }
  expect(await engine.table.list({ pk: 'batches', limit: 10 })).toEqual({
    items: [
      { id: 'late', count: 1 },
      { id: 'missed', count: 1 },
    ],
  })
})
