import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addCalendarDays, type DueDay, dueAfterWorkingDays, type PlainDay } from '#shared/domain/days.ts'
import { at } from '../testing/cases.ts'
import { begun, coached } from '../testing/coachings.ts'
import { byOldCalendar, noon, waitingListOf } from '../testing/old-calendar.ts'
import { chaseWorks } from '../use-cases/chase/decide.ts'
import type { ChaseEvent } from './chase.ts'
import { coachingChased } from './chased-works.ts'
import { type Coaching, type CoachingEvent, coachingAggregate } from './coaching.ts'
import { coachingViews } from './coaching-views.ts'
import { recountDays, recounted } from './recount.ts'

/** A coaching swept at each of these instants, by the calendar of that instant. */
const swept = (
  start: Coaching,
  instants: readonly string[],
  dueAfter: (now: string) => typeof byOldCalendar = () => dueAfterWorkingDays,
) => {
  let state = start
  const log: ChaseEvent[] = []
  for (const now of instants) {
    const chased = state.status === 'none' ? undefined : coachingChased(state)
    const decision = chaseWorks(chased, now, dueAfter(now))
    if (decision.kind !== 'accepted') continue
    log.push(...decision.events)
    state = (decision.events as readonly CoachingEvent[]).reduce(coachingAggregate.evolve, state)
  }
  return { state, log }
}
const short = (event: ChaseEvent) =>
  event.type === 'work-warned.v1'
    ? `${event.data.level} ${event.data.dueOn}`
    : event.type === 'due-recomputed'
      ? `due again ${event.data.due.dueOn}`
      : 'settled'
const open = (openedOn: PlainDay, workingDays: number) =>
  coached(begun({ openedOn, due: byOldCalendar(openedOn, workingDays), workingDays }))
const days = (...all: readonly PlainDay[]) => all.map(noon)

describe('E2 a provisional due day', () => {
  // Ten working days from Wednesday 2025-12-24; the arrangement of 2026 gave 01-01, 01-02 and took Sunday 01-04.
  const coaching = open('2025-12-24', 10)

  test('E2 F1 is counted again once the year is published, and warned of by its new day alone', () => {
    expect(coaching).toMatchObject({ due: { dueOn: '2026-01-07', provisional: true } })
    const { state, log } = swept(coaching, days('2025-12-25', '2026-01-05', '2026-01-06', '2026-01-08'))
    expect(dueAfterWorkingDays('2025-12-24', 10).dueOn).toBe('2026-01-08')
    expect(log.map(short)).toEqual(['due again 2026-01-08', 'near-due 2026-01-08', 'due 2026-01-08'])
    expect(state).toMatchObject({ due: dueAfterWorkingDays('2025-12-24', 10) })
  })

  test('E2 E7 warned of before the calendar came, the moved day settles that and is warned of anew', () => {
    const published = (now: string) => (now < noon('2026-01-08') ? byOldCalendar : dueAfterWorkingDays)
    const { log } = swept(
      coaching,
      days('2026-01-05', '2026-01-07', '2026-01-07', '2026-01-08', '2026-01-08', '2026-01-09'),
      published,
    )
    expect(log.map(short)).toEqual([
      'near-due 2026-01-07',
      'due 2026-01-07',
      'due again 2026-01-08',
      'settled',
      'near-due 2026-01-08',
      'due 2026-01-08',
      'overdue 2026-01-08',
    ])
  })

  test('E2 that proves right keeps its warnings, and is no longer provisional', () => {
    const right = (day: PlainDay, n: number): DueDay => ({
      ...byOldCalendar(day, n),
      ...{ rule: '国务院2025、2026年节假日安排', provisional: false },
    })
    const published = (now: string) => (now < noon('2026-01-07') ? byOldCalendar : right)
    const { state, log } = swept(coaching, days('2026-01-05', '2026-01-07', '2026-01-08'), published)
    expect(log.map(short)).toEqual([
      'near-due 2026-01-07',
      'due again 2026-01-07',
      'due 2026-01-07',
      'overdue 2026-01-07',
    ])
    expect(state).toMatchObject({ due: { rule: '国务院2025、2026年节假日安排', provisional: false } })
  })

  test('E2 moved to a day that still is open, it is taken once and counted again when that is settled', () => {
    const steps: Readonly<Record<string, DueDay>> = {
      [noon('2025-12-25')]: { dueOn: '2025-12-30', rule: '其中2026年尚未公布', provisional: true },
      [noon('2025-12-26')]: { dueOn: '2025-12-30', rule: '其中2026年尚未公布', provisional: true },
      [noon('2025-12-27')]: { dueOn: '2026-01-05', rule: '国务院2026年节假日安排', provisional: false },
    }
    const { log } = swept(
      coaching,
      Object.keys(steps),
      now => () => steps[now] ?? byOldCalendar('2025-12-24', 10),
    )
    expect(log.map(short)).toEqual([
      'due again 2025-12-30',
      'near-due 2025-12-30',
      'due again 2026-01-05',
      'settled',
    ])
  })

  test('E2 of work that is done is left as it was; a settled day is never counted again', () => {
    const closing = { by: { org: 'o', sub: 's' }, at, outcome: 'given-up' as const, reason: '企业放弃' }
    const done = coachingAggregate.evolve(coaching, { type: 'outcome-recorded', data: closing })
    expect(swept(done, days('2026-01-05')).log).toEqual([])
    const settled = coached(
      begun({ openedOn: '2025-12-24', due: { ...byOldCalendar('2025-12-24', 10), provisional: false } }),
    )
    expect(swept(settled, days('2026-01-05')).log.map(short)).toEqual(['near-due 2026-01-07'])
  })

  test('E2 of a coaching from before its days were kept is counted by the words of its rule, whatever its class now', () => {
    const { due } = coaching as Extract<Coaching, { due: DueDay }>
    const old = coached(begun({ openedOn: '2025-12-24', due }), {
      type: 'class-changed',
      data: {
        regionCode: '511702',
        from: 'collateral',
        to: 'other',
        reason: 'r',
        by: { org: 'o', sub: 's' },
      },
    })
    expect(swept(old, days('2025-12-25')).log.map(short)).toEqual(['due again 2026-01-08'])
    expect(recountDays({ due: dueAfterWorkingDays('2025-12-24', 7) })).toEqual({})
    const unknown = { due: { ...due, rule: '依约定' } }
    expect(recountDays(unknown)).toEqual({})
    expect(recounted({ begunOn: '2025-12-24', dueOn: due.dueOn })).toBeUndefined()
  })
})

test('E2 E7 whenever the chase looks and the calendar comes: one last due day, each word once, those of the old day settled', () => {
  const start = Date.parse('2025-12-01T00:00:00Z')
  const instantOf = (hour: number) => new Date(start + hour * 3_600_000).toISOString()
  const hour = fc.integer({ min: 0, max: 24 * 120 })
  let [movedAny, settledAny] = [0, 0]
  fc.assert(
    fc.property(
      fc.array(hour, { minLength: 1, maxLength: 40 }),
      hour,
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 1, max: 40 }),
      (hours, publication, opening, workingDays) => {
        const openedOn = addCalendarDays('2025-12-01', opening)
        const instants = hours
          .toSorted((a, b) => a - b)
          .map(instantOf)
          .filter(now => now >= noon(openedOn))
        const published = instantOf(publication)
        const byThen = (now: string) => (now < published ? byOldCalendar : dueAfterWorkingDays)
        const first = byThen(noon(openedOn))(openedOn, workingDays)
        const { state, log } = swept(coached(begun({ openedOn, due: first, workingDays })), instants, byThen)
        const last = (instants.at(-1) ?? '') < published ? first : dueAfterWorkingDays(openedOn, workingDays)
        if (first.provisional) expect(state).toMatchObject({ due: last })

        const words = log.filter(({ type }) => type === 'work-warned.v1').map(short)
        expect(new Set(words).size).toBe(words.length)
        const moves = log.filter(({ type }) => type === 'due-recomputed')
        expect(moves).toHaveLength(first.provisional && last !== first ? 1 : 0)
        const ofOld = words.some(word => word.endsWith(first.dueOn)) && last.dueOn !== first.dueOn
        expect(log.filter(({ type }) => type === 'work-settled.v1')).toHaveLength(
          ofOld && moves.length ? 1 : 0,
        )
        // Whoever hears of it by the end is told all that is due of the last day.
        const due = moves.length ? last.dueOn : first.dueOn
        const isPast = (instants.at(-1) ?? '') >= noon(addCalendarDays(due, 1))
        if (isPast) expect(words.filter(word => word.endsWith(due)).at(-1)).toBe(`overdue ${due}`)
        movedAny += moves.length
        settledAny += log.filter(({ type }) => type === 'work-settled.v1').length
        expect(waitingListOf(coachingViews(state)) === undefined).toBe(!(first.provisional && last === first))
      },
    ),
    { numRuns: 1500 },
  )
  expect(movedAny).toBeGreaterThan(200)
  expect(settledAny).toBeGreaterThan(20)
})
