import { expect, test } from 'vitest'
import { deltasOf } from '../../domain/deltas.ts'
import { type FactEvent, factDefinition, type Sighting } from '../../domain/fact.ts'
import { rowKeysOf } from '../../domain/rows.ts'
import { count } from './decide.ts'

const uscc = '91511702MA6AAAAA1A'
const place = { county: '511702', area: '511702102' }
const visited = (day: string, at: Sighting['mark']['place'] = place): Sighting => ({
  metric: 'visited',
  mark: { place: at, day, value: 1, sequence: 1 },
})
const asked = (item: string, day: string, value: number, sequence: number): Sighting => ({
  metric: 'askedFen',
  item,
  mark: { place, day, value, sequence },
})

const deltasOfOne = (events: readonly FactEvent[]) => deltasOf([{ id: uscc, events }])

/** Events of the last sighting, given the ones before it. */
const lastOf = (...sightings: readonly Sighting[]): readonly FactEvent[] => {
  let fact = factDefinition.initial
  let events: readonly FactEvent[] = []
  for (const sighting of sightings) {
    const decision = count(fact, { sightings: [sighting], words: [] })
    events = decision.kind === 'accepted' ? decision.events : []
    fact = events.reduce(factDefinition.evolve, fact)
  }
  return events
}

test('G1 an enterprise visited for the first time is counted in its county and its township', () => {
  const add = { visited: 1 }
  expect(deltasOfOne(lastOf(visited('2025-03-02')))).toEqual([
    { pk: 'R#511700', sk: '2025-03-02#511702#1', add },
    { pk: 'T#511702', sk: '2025-03-02#511702102', add },
  ])
})

test('G1 visited again later, it is still one enterprise', () => {
  expect(lastOf(visited('2025-03-02'), visited('2025-03-02'))).toEqual([])
  expect(lastOf(visited('2025-03-02'), visited('2025-03-09'))).toEqual([])
})

test('G1 an earlier visit heard of later moves the count to the earlier day', () => {
  const deltas = deltasOfOne(lastOf(visited('2025-03-09'), visited('2025-03-02')))
  expect(deltas.map(({ sk, add }) => [sk, add.visited])).toEqual([
    ['2025-03-09#511702#1', -1],
    ['2025-03-09#511702102', -1],
    ['2025-03-02#511702#1', 1],
    ['2025-03-02#511702102', 1],
  ])
})

test('G8 a township learnt for the same day moves the count inside the county and leaves the county alone', () => {
  const deltas = deltasOfOne(lastOf(visited('2025-03-02', { county: '511702' }), visited('2025-03-02')))
  expect(deltas).toEqual([
    { pk: 'T#511702', sk: '2025-03-02#-', add: { visited: -1 } },
    { pk: 'T#511702', sk: '2025-03-02#511702102', add: { visited: 1 } },
  ])
})

test('G1 two applications are asked for twice; a newer word on one replaces its amount, an older one does not', () => {
  expect(lastOf(asked('a-1', '2025-03-02', 100, 1), asked('a-2', '2025-03-02', 50, 3))).toHaveLength(1)
  expect(
    deltasOfOne(lastOf(asked('a-1', '2025-03-02', 100, 1), asked('a-1', '2025-03-02', 70, 2))),
  ).toMatchObject([{ add: { askedFen: -30 } }, { add: { askedFen: -30 } }])
  expect(lastOf(asked('a-1', '2025-03-02', 70, 2), asked('a-1', '2025-03-02', 100, 1))).toEqual([])
})

test('G1 a bank has a row of its own, which the region is not summed from', () => {
  expect(rowKeysOf(uscc, { place, day: '2025-03-02' }, 'icbc-tongchuan')).toEqual([
    { pk: 'B#511700', sk: '2025-03-02#511702#icbc-tongchuan' },
  ])
})
