import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countRows, failImport, finishImport, requestImport, startImport, takeRows } from './decide.ts'
import {
  type ImportEvent,
  type ImportState,
  importDefinition,
  importViews,
  noCounts,
  type Requested,
} from './import.ts'

const requested: Requested = {
  importId: 'imp-1',
  fileName: '名录.xlsx',
  kind: 'xlsx',
  sizeBytes: 10,
  regionCode: '511702',
  source: 'tax',
  mappingVersion: '2026-1',
  requestedAt: '2026-03-02T04:00:00.000Z',
  by: { sub: 'a', org: 'b', role: 'department', region: '511702' },
}
const now = '2026-03-02T04:01:00.000Z'
const uploaded = { bytes: 10, etag: '"e"' }
const taken = (from: number, rows: number, refused = 0) => ({
  from,
  rows,
  counts: { ...noCounts, listed: rows - refused, refused },
  errors: Array.from({ length: refused }, (_, at) => ({ row: from + at, detail: '“名称”为空' })),
})
const commands: Record<
  string,
  (state: ImportState) => ReturnType<typeof failImport> | ReturnType<typeof requestImport>
> = {
  request: state => requestImport(state, requested),
  start: state => startImport(state, { uploaded, now }),
  count: state => countRows(state, 10),
  take: state => takeRows(state, taken(0, 10, 1)),
  finish: state => finishImport(state, now),
  fail: state => failImport(state, { code: 'sheet-empty', detail: '没有数据' }),
}
const after = (...names: readonly string[]): ImportState =>
  names.reduce<ImportState>((state, name) => {
    const decision = commands[name]?.(state)
    if (decision?.kind !== 'accepted') throw new Error(`${name} is ${decision?.kind}`)
    return decision.events.reduce(importDefinition.evolve, state)
  }, importDefinition.initial)

const states = {
  unknown: after(),
  'awaiting-upload': after('request'),
  running: after('request', 'start'),
  counted: after('request', 'start', 'count'),
  taken: after('request', 'start', 'count', 'take'),
  finished: after('request', 'start', 'count', 'take', 'finish'),
  failed: after('request', 'start', 'fail'),
} as const

const table: Record<keyof typeof states, Record<string, string>> = {
  unknown: {
    request: 'accepted',
    start: 'not-found',
    count: 'not-found',
    take: 'not-found',
    finish: 'not-found',
    fail: 'not-found',
  },
  'awaiting-upload': {
    request: 'unchanged',
    start: 'accepted',
    count: 'unchanged',
    take: 'unchanged',
    finish: 'unchanged',
    fail: 'unchanged',
  },
  running: {
    request: 'unchanged',
    start: 'unchanged',
    count: 'accepted',
    take: 'accepted',
    finish: 'unchanged',
    fail: 'accepted',
  },
  counted: {
    request: 'unchanged',
    start: 'unchanged',
    count: 'unchanged',
    take: 'accepted',
    finish: 'unchanged',
    fail: 'accepted',
  },
  taken: {
    request: 'unchanged',
    start: 'unchanged',
    count: 'unchanged',
    take: 'unchanged',
    finish: 'accepted',
    fail: 'accepted',
  },
  finished: {
    request: 'unchanged',
    start: 'unchanged',
    count: 'unchanged',
    take: 'unchanged',
    finish: 'unchanged',
    fail: 'unchanged',
  },
  failed: {
    request: 'unchanged',
    start: 'unchanged',
    count: 'unchanged',
    take: 'unchanged',
    finish: 'unchanged',
    fail: 'unchanged',
  },
}

describe('transition table', () => {
  const cells = Object.entries(table).flatMap(([state, row]) =>
    Object.entries(row).map(([command, outcome]) => [state, command, outcome] as const),
  )
  test.each(cells)('B1 %s + %s is %s', (state, command, outcome) => {
    const decision = commands[command]?.(states[state as keyof typeof states])
    expect(decision?.kind === 'refused' ? decision.refusal.code : decision?.kind).toBe(outcome)
  })
})

test('B1 a file that is missing or of another size is not started', () => {
  const codeOf = (bytes: number | undefined) => {
    const decision = startImport(states['awaiting-upload'], {
      uploaded: bytes === undefined ? undefined : { ...uploaded, bytes },
      now,
    })
    return decision.kind === 'refused' ? decision.refusal.code : decision.kind
  }
  expect([codeOf(undefined), codeOf(9), codeOf(11), codeOf(10)]).toEqual([
    'file-not-uploaded',
    'file-size-differs',
    'file-size-differs',
    'accepted',
  ])
})

test('B1 an import stands on the list of work exactly while it runs', () => {
  const listed = Object.entries(states).filter(([, state]) =>
    importViews(state, 'imp-1').some(view => view.list),
  )
  expect(listed.map(([name]) => name)).toEqual(['running', 'counted', 'taken'])
})

test('B1 ranges recorded by racing, repeated and late workers count every row once, and show 200 errors', () => {
  const size = 50
  const ranges = Array.from({ length: 12 }, (_, at) => taken(at * size, size, at * 4))
  fc.assert(
    fc.property(fc.array(fc.nat({ max: ranges.length - 1 }), { maxLength: 60 }), order => {
      let state: ImportState = states.running
      // Whatever came before, a run from the first row on ends the same.
      for (const at of [...order, ...ranges.keys(), ...order]) {
        const range = ranges[at]
        if (!range) continue
        const decision = takeRows(state, range)
        const events: readonly ImportEvent[] = decision.kind === 'accepted' ? decision.events : []
        state = events.reduce(importDefinition.evolve, state)
      }
      if (state.status !== 'running') throw new Error(state.status)
      expect(state.handledRows).toBe(600)
      expect(Object.values(state.counts).reduce((sum, each) => sum + each)).toBe(600)
      expect(state.counts.refused).toBe(264)
      expect(state.errors).toHaveLength(200)
      expect(state.errorParts).toEqual(ranges.slice(1).map(({ from }) => from))
    }),
    { numRuns: 1_000 },
  )
})
