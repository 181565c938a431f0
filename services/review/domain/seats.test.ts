import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addCalendarDays } from '#shared/domain/days.ts'
import { organisationFile } from '../testing/organisations.ts'
import { type Seats, seatAggregate, seatedOn, seatOf, takeSeat } from './seats.ts'

const seat = (organisationId: string, from: string, to?: string) => ({
  ...{ kind: 'task-force' as const, organisationId, from },
  ...(to ? { to } : {}),
})
const after = (seats: Seats, one: ReturnType<typeof seat>): Seats => {
  const decided = takeSeat(seats, one)
  return decided.kind === 'accepted' ? decided.events.reduce(seatAggregate.evolve, seats) : seats
}

test('A1 a region has one task force at a time; the next one begins when the first has ended', () => {
  const first = after([], seat('a', '2025-01-01'))
  expect(takeSeat(first, seat('b', '2025-06-01'))).toMatchObject({
    refusal: { code: 'seat-taken', detail: /工作专班.*a/, facts: { organisationId: 'a' } },
  })
  expect(takeSeat(first, { ...seat('m', '2025-01-01'), kind: 'mechanism' }).kind).toBe('accepted')
  expect(takeSeat(first, seat('a', '2025-01-01')).kind).toBe('unchanged')
  const both = after(after(first, seat('a', '2025-01-01', '2025-05-31')), seat('b', '2025-06-01'))
  expect(seatedOn(both, 'task-force', '2025-05-31')).toBe('a')
  expect(seatedOn(both, 'task-force', '2025-06-01')).toBe('b')
  expect(seatedOn(both, 'mechanism', '2025-06-01')).toBeUndefined()
})

test('A3 a bank’s own task force takes no seat from the mechanism’s', () => {
  expect(seatOf(organisationFile(), 'mechanism')).toMatchObject({ kind: 'task-force' })
  expect(seatOf(organisationFile(), 'bank-institution')).toBeUndefined()
  expect(seatOf(organisationFile({ kind: 'department' }), 'mechanism')).toBeUndefined()
})

test('A1 over random statements: on any day at most one organisation holds the seat', () => {
  const day = fc.integer({ min: 0, max: 40 }).map(n => addCalendarDays('2025-01-01', n))
  const anySeat = fc
    .tuple(
      fc.constantFrom('a', 'b', 'c'),
      day,
      fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
    )
    .map(([id, from, days]) => seat(id, from, days === undefined ? undefined : addCalendarDays(from, days)))
  let several = 0
  fc.assert(
    fc.property(fc.array(anySeat, { maxLength: 10 }), day, (all, on) => {
      const seats = all.reduce(after, [])
      const holding = seats.filter(one => one.from <= on && (one.to === undefined || on <= one.to))
      expect(holding.length).toBeLessThanOrEqual(1)
      expect(seatedOn(seats, 'task-force', on)).toBe(holding[0]?.organisationId)
      if (seats.length > 1) several += 1
    }),
    { numRuns: 2000 },
  )
  expect(several).toBeGreaterThan(300)
})
