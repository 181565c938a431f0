import { GetCommand } from '@aws-sdk/lib-dynamodb'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accept, refuse } from '#shared/domain/decision.ts'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { firstBrokenLink } from './commit.ts'
import { type AggregateDefinition, type Command, execute, load } from './execute.ts'
import type { CommitTable } from './table.ts'
import { executeTogether } from './together.ts'

type Added = { readonly type: 'added'; readonly by: number }
const counter: AggregateDefinition<number, Added> = {
  name: 'counter',
  initial: 0,
  evolve: (total, event) => total + event.by,
}
const actor = { sub: 'someone', org: 'office', role: 'task-force', region: '511702' }
const now = '2026-03-02T01:00:00.000Z'
const most = 1000

type Add = { readonly id: string; readonly key: string; readonly by: number }
const adding = ({ id, key, by }: Add): Command<number, Added, { total: number }> => ({
  id,
  cause: { key, fingerprint: String(by) },
  actor,
  now,
  decide: total =>
    total + by > most
      ? refuse('too-much', `合计不得超过 ${most}`)
      : accept<Added, { total: number }>([{ type: 'added', by }], { total: total + by }),
})

let engine: TestTable
beforeAll(async () => {
  engine = await startTestTable()
})
afterAll(async () => {
  await engine.stop()
})

/** One row that holds the sum over all counters of a run. */
const together = (table: CommitTable, sum: string) => ({
  definition: counter,
  alongside: (changes: readonly { readonly events: readonly Added[] }[]) => [
    {
      Update: {
        TableName: table.name,
        Key: { pk: sum, sk: 'sum' },
        UpdateExpression: 'ADD added :by',
        ExpressionAttributeValues: {
          ':by': changes.flatMap(({ events }) => events).reduce((by, event) => by + event.by, 0),
        },
      },
    },
  ],
})
const addAll = (sum: string, adds: readonly Add[], table = engine.table) =>
  executeTogether(table, together(table, sum), adds.map(adding))

const sumOf = async (sum: string): Promise<unknown> => {
  const found = await engine.table.client.send(
    new GetCommand({ TableName: engine.table.name, Key: { pk: sum, sk: 'sum' }, ConsistentRead: true }),
  )
  return found.Item?.['added']
}

describe('several decisions, one transaction', () => {
  test('given commands on two aggregates, each has its commit and its answer, in order, and the sum is written once', async () => {
    const appended: number[] = []
    const counting: CommitTable = {
      ...engine.table,
      append: async (commit, alongside) => {
        appended.push(1 + (alongside?.length ?? 0))
        return await engine.table.append(commit, alongside)
      },
    }
    const answers = await addAll(
      'sum-a',
      [
        { id: 'a1', key: 'k1', by: 5 },
        { id: 'a2', key: 'k2', by: 7 },
        { id: 'a1', key: 'k3', by: 1 },
      ],
      counting,
    )
    expect(answers).toMatchObject([
      { kind: 'done', result: { total: 5 }, version: 1 },
      { kind: 'done', result: { total: 7 }, version: 1 },
      { kind: 'done', result: { total: 6 }, version: 2 },
    ])
    // Three commits and one row.
    expect(appended).toEqual([4])
    expect(await sumOf('sum-a')).toBe(13)
    expect(firstBrokenLink((await load(engine.table, counter, 'a1')).commits)).toBeUndefined()
  })

  test('a cause given twice at once, or again later, counts once', async () => {
    const add = { id: 'b', key: 'k1', by: 5 }
    const [first, twin] = await addAll('sum-b', [add, add])
    expect([first, twin]).toMatchObject([
      { result: { total: 5 }, replayed: false },
      { result: { total: 5 }, replayed: true },
    ])
    expect(await addAll('sum-b', [add])).toMatchObject([{ result: { total: 5 }, replayed: true }])
    expect(await sumOf('sum-b')).toBe(5)
  })

  test('a refused one is recorded beside its neighbours and moves nothing', async () => {
    const answers = await addAll('sum-c', [
      { id: 'c', key: 'k1', by: 999 },
      { id: 'c', key: 'k2', by: 2 },
      { id: 'c', key: 'k3', by: 1 },
    ])
    expect(answers).toMatchObject([
      { kind: 'done' },
      { kind: 'refused', refusal: { code: 'too-much' } },
      { kind: 'done', result: { total: 1000 }, version: 3 },
    ])
    expect(await sumOf('sum-c')).toBe(1000)
  })

  test('one that fails sinks itself alone', async () => {
    const broken: Command<number, Added, { total: number }> = {
      ...adding({ id: 'd', key: 'k2', by: 1 }),
      decide: () => {
        throw new Error('cannot be decided')
      },
    }
    const answers = await executeTogether(engine.table, together(engine.table, 'sum-d'), [
      adding({ id: 'd', key: 'k1', by: 5 }),
      broken,
      adding({ id: 'd2', key: 'k3', by: 7 }),
    ])
    expect(answers).toMatchObject([{ kind: 'done' }, new Error('cannot be decided'), { kind: 'done' }])
    expect(await sumOf('sum-d')).toBe(12)
  })

  test('more than a transaction takes goes one by one', async () => {
    const adds = Array.from({ length: 120 }, (_, n) => ({ id: `e${n}`, key: 'k', by: 1 }))
    const answers = await addAll('sum-e', adds)
    expect(answers.every(answer => 'kind' in answer && answer.kind === 'done')).toBe(true)
    expect(await sumOf('sum-e')).toBe(120)
  })

  test('an answer lost on the way is found in the log by the next try', async () => {
    let lost = 0
    const lossy: CommitTable = {
      ...engine.table,
      append: async (commit, alongside) => {
        const appended = await engine.table.append(commit, alongside)
        if (lost++ === 0) throw new Error('the answer was lost')
        return appended
      },
    }
    const answers = await addAll(
      'sum-f',
      [
        { id: 'f1', key: 'k1', by: 2 },
        { id: 'f2', key: 'k2', by: 3 },
      ],
      lossy,
    )
    expect(answers).toMatchObject([
      { kind: 'done', replayed: true },
      { kind: 'done', replayed: true },
    ])
    expect(await sumOf('sum-f')).toBe(5)
  })

  test('under any mix of racing groups and single commands the sum holds and nothing counts twice', async () => {
    let run = 0
    const add = fc.record({
      id: fc.integer({ min: 1, max: 4 }),
      key: fc.integer({ min: 1, max: 8 }),
      by: fc.integer({ min: 1, max: 9 }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(add, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 }),
        async groups => {
          run += 1
          const sum = `race-${run}`
          const named = groups.map(group =>
            group.map(({ id, key, by }) => ({ id: `${sum}-${id}`, key: `k${key}`, by })),
          )
          await Promise.all([
            ...named.map(group => addAll(sum, group)),
            ...(named[0] ?? []).map(one =>
              execute(engine.table, counter, {
                ...adding(one),
                alongside: events => together(engine.table, sum).alongside([{ events }]),
              }),
            ),
          ])
          const ids = [...new Set(named.flat().map(({ id }) => id))]
          const loaded = await Promise.all(ids.map(id => load(engine.table, counter, id)))
          for (const { commits, state } of loaded) {
            const keys = commits.map(({ cause }) => cause.key)
            expect(new Set(keys).size).toBe(keys.length)
            expect(state).toBe(commits.reduce((total, { cause }) => total + Number(cause.fingerprint), 0))
            expect(firstBrokenLink(commits)).toBeUndefined()
          }
          expect(loaded.reduce((count, { commits }) => count + commits.length, 0)).toBe(
            new Set(named.flat().map(({ id, key }) => `${id} ${key}`)).size,
          )
          expect(await sumOf(sum)).toBe(loaded.reduce((total, { state }) => total + state, 0))
        },
      ),
      { numRuns: 40 },
    )
  })
})
