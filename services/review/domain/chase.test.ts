import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventContracts } from '#shared/contracts/events.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import {
  type Chased,
  type ChaseEvent,
  chase,
  nextChase,
  remembered,
  type Warned,
  type Work,
} from './chase.ts'

// Asked on Monday 2025-03-03, due on Monday 2025-03-17: near due from Thursday 2025-03-13.
const work: Work = {
  regionCode: '511702',
  kind: 'fact-request',
  workId: 'A-01.FR1',
  uscc: '91511702MA6AB12C0W',
  applicationId: 'A-01',
  responsible: 'tax',
  dueOn: '2025-03-17',
  begunOn: '2025-03-03',
}
const chased = (works: readonly Work[], warned: readonly Warned[] = []): Chased => ({
  place: { regionCode: '511702' },
  works,
  warned,
})
const noon = (day: string) => `${day}T04:00:00.000Z`
const short = (event: ChaseEvent) =>
  event.type === 'work-warned.v1' ? `${event.data.level} ${event.data.dueOn}` : 'settled'

const isSaid = (event: ChaseEvent) => event.type !== 'due-recomputed'

const said = (works: (now: string) => readonly Work[], instants: readonly string[]) => {
  let warned: readonly Warned[] = []
  const log: ChaseEvent[] = []
  for (const now of instants) {
    const events = chase(chased(works(now), warned), now)
    log.push(...events)
    warned = events.filter(isSaid).reduce(remembered, warned)
  }
  return { log, warned }
}

describe('E7 the chase of one piece of work', () => {
  test('E7 two working days before its day, on it and after it, each once and exactly of the contract', () => {
    const days = [
      '2025-03-12',
      '2025-03-13',
      '2025-03-14',
      '2025-03-17',
      '2025-03-17',
      '2025-03-18',
      '2025-04-18',
    ]
    const { log } = said(() => [work], days.map(noon))
    expect(log.map(short)).toEqual(['near-due 2025-03-17', 'due 2025-03-17', 'overdue 2025-03-17'])
    expect(log.map(({ data }) => ('warnedOn' in data ? data.warnedOn : ''))).toEqual([
      '2025-03-13',
      '2025-03-17',
      '2025-03-18',
    ])
    for (const { type, data } of log.filter(isSaid)) expect(eventContracts[type].parse(data)).toEqual(data)
  })

  test('E7 down for three days it says all that fell due, each once', () => {
    const { log } = said(() => [work], [noon('2025-03-12'), noon('2025-03-18'), noon('2025-03-18')])
    expect(log.map(short)).toEqual(['near-due 2025-03-17', 'due 2025-03-17', 'overdue 2025-03-17'])
  })

  test('E7 a Shanghai day begins at 16:00 UTC the day before', () => {
    expect(chase(chased([work]), '2025-03-12T15:59:59.000Z')).toEqual([])
    expect(chase(chased([work]), '2025-03-12T16:00:00.000Z')).toHaveLength(1)
  })

  test('E7 what is due within two working days is not called near first', () => {
    const urgent = { ...work, dueOn: '2025-03-04' }
    expect(said(() => [urgent], ['2025-03-03', '2025-03-04', '2025-03-05'].map(noon)).log.map(short)).toEqual(
      ['due 2025-03-04', 'overdue 2025-03-04'],
    )
  })

  test('E7 done after a warning it is settled once; done before any, nothing is said', () => {
    const until = (day: string) => (now: string) => (now < noon(day) ? [work] : [])
    const days = ['2025-03-13', '2025-03-14', '2025-03-15', '2025-03-17', '2025-03-18'].map(noon)
    const { log, warned } = said(until('2025-03-15'), days)
    expect(log.map(short)).toEqual(['near-due 2025-03-17', 'settled'])
    expect(warned).toEqual([])
    expect(said(until('2025-03-10'), days).log).toEqual([])
  })

  test('F3 given another day, the old warnings are settled and the new day is chased', () => {
    const later = { ...work, dueOn: '2025-04-01', begunOn: '2025-03-18' }
    const works = (now: string) => (now < noon('2025-03-19') ? [work] : [later])
    const { log } = said(works, ['2025-03-18', '2025-03-19', '2025-04-01'].map(noon))
    expect(log.map(short)).toEqual([
      'near-due 2025-03-17',
      'due 2025-03-17',
      'overdue 2025-03-17',
      'settled',
      'near-due 2025-04-01',
      'due 2025-04-01',
    ])
  })

  test('E7 its row stands on the day of the next word, at once when something is to be settled', () => {
    const near: Warned = { kind: work.kind, workId: work.workId, level: 'near-due', dueOn: work.dueOn }
    expect(nextChase(chased([work]))).toBe('2025-03-13')
    expect(nextChase(chased([work], [near]))).toBe('2025-03-17')
    expect(nextChase(chased([], [near]))).toBe('now')
    expect(nextChase(chased([]))).toBeUndefined()
  })
})

test('E7 whatever the chases, their outages and when the work is done: each word once, in its time, none left out', () => {
  const start = Date.parse('2025-03-03T00:00:00Z')
  const instantOf = (hour: number) => new Date(start + hour * 3_600_000).toISOString()
  const moments = { 'near-due': '2025-03-13', due: '2025-03-17', overdue: '2025-03-18' }
  let settledAny = 0
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 24 * 30 }), { minLength: 1, maxLength: 40 }),
      fc.array(fc.integer({ min: 0, max: 24 * 30 }), { minLength: 3, maxLength: 3 }),
      (hours, done) => {
        const [first = '', second = '', from = ''] = done.map(instantOf)
        const other = { ...work, workId: 'A-01.FR2', responsible: 'court' }
        const works = (now: string) => [
          ...(now < first ? [work] : []),
          ...(from <= now && now < second ? [other] : []),
        ]
        const instants = hours.sort((a, b) => a - b).map(instantOf)
        const { log } = said(works, instants)
        for (const [workId, asked, doneAt] of [
          [work.workId, '', first],
          [other.workId, from, second],
        ] as const) {
          const own = log.filter(({ data }) => data.workId === workId)
          const last = instants.filter(now => asked <= now && now < doneAt).at(-1)
          const expected = Object.entries(moments)
            .filter(([, day]) => last !== undefined && day <= shanghaiDay(last))
            .map(([level]) => `${level} 2025-03-17`)
          const isSettled = expected.length > 0 && instants.some(now => now >= doneAt)
          expect(own.map(short)).toEqual([...expected, ...(isSettled ? ['settled'] : [])])
          if (isSettled) settledAny += 1
        }
      },
    ),
    { numRuns: 1000 },
  )
  expect(settledAny).toBeGreaterThan(50)
})
