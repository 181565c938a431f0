import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accept, refuse } from '#shared/domain/decision.ts'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { firstBrokenLink } from './commit.ts'
import { type AggregateDefinition, execute, load } from './execute.ts'

type Added = { readonly type: 'added'; readonly by: number }
const counter: AggregateDefinition<number, Added> = {
  name: 'counter',
  initial: 0,
  evolve: (total, event) => total + event.by,
}
const actor = { sub: 'someone', org: 'office', role: 'task-force', region: '511702' }
const now = '2026-03-02T01:00:00.000Z'

let engine: TestTable
beforeAll(async () => {
  engine = await startTestTable()
})
afterAll(async () => {
  await engine.stop()
})

const add = (id: string, key: string, by: number, fingerprint = String(by), expectNew = false) =>
  execute(engine.table, counter, {
    id,
    expectNew,
    cause: { key, fingerprint },
    actor,
    now,
    decide: total =>
      total + by > 1000
        ? refuse('too-much', '合计不得超过 1000')
        : accept<Added, { total: number }>([{ type: 'added', by }], { total: total + by }),
  })

describe('one decision, one write', () => {
  test('the same cause answers the same and writes once', async () => {
    const first = await add('a', 'k1', 5)
    const again = await add('a', 'k1', 5)
    expect(first).toMatchObject({ kind: 'done', result: { total: 5 }, replayed: false })
    expect(again).toMatchObject({ kind: 'done', result: { total: 5 }, replayed: true })
    expect((await load(engine.table, counter, 'a')).state).toBe(5)
  })

  test('the same key with another content is refused and changes nothing', async () => {
    await add('b', 'k1', 5)
    expect(await add('b', 'k1', 6)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'idempotency-key-reused' },
    })
    expect((await load(engine.table, counter, 'b')).state).toBe(5)
  })

  test('taken for new: one write where it is; where it is not, the state as it is decides and a cause counts once', async () => {
    const guess = (key: string, by: number) => add('guessed', key, by, String(by), true)
    expect(await guess('k1', 5)).toMatchObject({ result: { total: 5 }, version: 1, replayed: false })
    expect(await guess('k1', 5)).toMatchObject({ result: { total: 5 }, replayed: true })
    expect(await guess('k2', 999)).toMatchObject({ kind: 'refused', refusal: { code: 'too-much' } })
    expect(await guess('k2', 999)).toMatchObject({ kind: 'refused', refusal: { code: 'too-much' } })
    expect(await guess('k3', 7)).toMatchObject({ result: { total: 12 }, version: 3 })
    expect(await guess('k1', 6)).toMatchObject({ refusal: { code: 'idempotency-key-reused' } })
    // Refused on what it was taken for: what it is decides.
    expect(await guess('k4', 1001)).toMatchObject({ refusal: { code: 'too-much' } })
    const twins = await Promise.all(Array.from({ length: 6 }, (_, n) => add('raced', `k${n}`, 1, '1', true)))
    expect(twins.map(twin => twin.kind === 'done' && twin.version).toSorted()).toEqual([1, 2, 3, 4, 5, 6])
    const { commits } = await load(engine.table, counter, 'guessed')
    expect(commits.map(({ cause }) => cause.key)).toEqual(['k1', 'k2', 'k3', 'k4'])
    expect(firstBrokenLink(commits)).toBeUndefined()
  })

  test('a refusal on an existing aggregate is recorded, so that its replay answers the same later', async () => {
    await add('c', 'k1', 999)
    const refused = await add('c', 'k2', 2)
    await add('c', 'k3', -500)
    expect(refused).toMatchObject({ kind: 'refused', refusal: { code: 'too-much' } })
    expect(await add('c', 'k2', 2)).toEqual(refused)
  })

  test('a refusal on something that does not exist leaves no trace', async () => {
    expect(await add('d', 'k1', 2000)).toMatchObject({ kind: 'refused' })
    expect((await load(engine.table, counter, 'd')).version).toBe(0)
  })

  test('H4 every commit is chained; a changed, dropped or reordered one is found', async () => {
    for (const key of ['k1', 'k2', 'k3', 'k4']) await add('e', key, 1)
    const { commits } = await load(engine.table, counter, 'e')
    expect(firstBrokenLink(commits)).toBeUndefined()
    const [first, second, third, fourth] = commits
    if (!first || !second || !third || !fourth) throw new Error('four commits were written')
    const forged = { ...second, actor: { ...second.actor, sub: 'somebody-else' } }
    expect(firstBrokenLink([first, forged, third, fourth])).toBe(2)
    expect(firstBrokenLink([first, third, fourth])).toBe(2)
    expect(firstBrokenLink([first, third, second, fourth])).toBe(2)
  })

  test('under any mix of racing and repeated commands the sum holds and nothing counts twice', async () => {
    let run = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ key: fc.integer({ min: 1, max: 8 }), by: fc.integer({ min: 1, max: 9 }) }), {
          minLength: 1,
          maxLength: 12,
        }),
        async commands => {
          run += 1
          const id = `race-${run}`
          await Promise.all(commands.map(({ key, by }) => add(id, `k${key}`, by)))
          const { state, commits, version } = await load(engine.table, counter, id)
          const keys = commits.map(commit => commit.cause.key)
          expect(new Set(keys).size).toBe(keys.length)
          expect(keys.length).toBe(new Set(commands.map(({ key }) => key)).size)
          expect(state).toBe(commits.reduce((sum, commit) => sum + Number(commit.cause.fingerprint), 0))
          expect(version).toBe(commits.length)
          expect(firstBrokenLink(commits)).toBeUndefined()
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('views and claims', () => {
  test('newest version wins, whatever order the stream delivers', async () => {
    const view = (n: number) => [{ name: 'row', list: { pk: 'list', sk: String(n) }, data: { n } }]
    await engine.table.putViews('thing', 'x', 2, view(2))
    await engine.table.putViews('thing', 'x', 1, view(1))
    const page = await engine.table.list({ pk: 'list', limit: 10 })
    expect(page).toEqual({ items: [{ n: 2 }] })
  })

  test('pages by an opaque cursor; a cursor of another list is refused', async () => {
    for (let n = 0; n < 5; n += 1)
      await engine.table.putViews('page', String(n), 1, [
        { name: 'row', list: { pk: 'pages', sk: String(n) }, data: { n } },
      ])
    const seen: unknown[] = []
    let cursor: string | undefined
    do {
      const page = await engine.table.list({ pk: 'pages', limit: 2, cursor })
      if (page === 'bad-cursor') throw new Error('the cursor is ours')
      seen.push(...page.items.map(item => item['n']))
      cursor = page.nextCursor
      if (cursor) expect(await engine.table.list({ pk: 'other', limit: 2, cursor })).toBe('bad-cursor')
    } while (cursor)
    expect(seen).toEqual([0, 1, 2, 3, 4])
    const own = { pk: 'page#1', sk: 'V#row', listPk: 'pages', listSk: '1' }
    const { listSk: _, ...short } = own
    for (const forged of [short, { ...own, more: 1 }, { ...own, pk: '' }, { ...own, sk: 1 }, [], null]) {
      const cursor = Buffer.from(JSON.stringify(forged)).toString('base64url')
      expect(await engine.table.list({ pk: 'pages', limit: 2, cursor })).toBe('bad-cursor')
    }
    expect(await engine.table.list({ pk: 'pages', limit: 2, cursor: 'zzz' })).toBe('bad-cursor')
  })

  test('a key is claimed for one body only', async () => {
    expect(await engine.table.claim('key', 'body-1', 4_000_000_000)).toBe('ours')
    expect(await engine.table.claim('key', 'body-1', 4_000_000_000)).toBe('ours')
    expect(await engine.table.claim('key', 'body-2', 4_000_000_000)).toBe('other')
  })
})

test('what is more than a commit holds is refused in words and changes nothing; just below it is kept', async () => {
  type Noted = { readonly type: 'noted'; readonly text: string }
  const notes: AggregateDefinition<number, Noted> = { name: 'notes', initial: 0, evolve: count => count + 1 }
  const note = (key: string, length: number, expectNew: boolean) =>
    execute(engine.table, notes, {
      id: 'long',
      expectNew,
      cause: { key, fingerprint: key },
      actor,
      now,
      decide: () => accept<Noted, null>([{ type: 'noted', text: '字'.repeat(length) }], null),
    })
  for (const [key, length, expectNew] of [
    ['k1', 135_900, true],
    ['k2', 136_000, true],
    ['k3', 400_000, false],
  ] as const)
    expect(await note(key, length, expectNew)).toMatchObject(
      key === 'k1' ? { kind: 'done' } : { kind: 'refused', refusal: { code: 'body-too-large' } },
    )
  expect((await load(engine.table, notes, 'long')).state).toBe(1)
})
