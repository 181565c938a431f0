import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deltasOf } from '../../domain/deltas.ts'
import { type Fact, type FactEvent, factDefinition, subjectKey } from '../../domain/fact.ts'
import type { Metric } from '../../domain/metrics.ts'
import { rowKeysOf } from '../../domain/rows.ts'
import { histories, ledgers, type Told } from '../../testing/history.ts'
import { countsOf, recount } from '../../testing/recount.ts'
import { count } from './decide.ts'
import { toldBy } from './on-event.ts'

type Sums = Map<string, Map<string, number>>

const add = (sums: Sums, row: string, metric: string, by: number) => {
  const figures = sums.get(row) ?? new Map<string, number>()
  sums.set(row, figures.set(metric, (figures.get(metric) ?? 0) + by))
}

const countsIn = (sums: Sums) =>
  countsOf(
    [...sums].map(([row, figures]) => {
      const [pk = '', sk = ''] = row.split(' ')
      return { pk, sk, figures: Object.fromEntries(figures) }
    }),
  )

/** Runs a history as the inbox would, the transactions folded into a map. */
const run = (history: readonly Told[]) => {
  const facts = new Map<string, Fact>()
  const rollups: Sums = new Map()
  for (const told of history) {
    const { uscc } = told.data
    const fact = facts.get(uscc) ?? factDefinition.initial
    const said = toldBy(told as Parameters<typeof toldBy>[0]) ?? { sightings: [], words: [] }
    const decision = count(fact, said)
    const events: readonly FactEvent[] = decision.kind === 'accepted' ? decision.events : []
    facts.set(uscc, events.reduce(factDefinition.evolve, fact))
    for (const { pk, sk, add: by } of deltasOf([{ id: uscc, events }]))
      for (const [metric, n] of Object.entries(by)) add(rollups, `${pk} ${sk}`, metric, n)
  }
  return { facts, rollups }
}

const countsOfFacts = (facts: ReadonlyMap<string, Fact>) => {
  const sums: Sums = new Map()
  for (const [uscc, { marks }] of facts)
    for (const [subject, mark] of Object.entries(marks)) {
      const [metric, , bankId = ''] = subject.split('|')
      for (const { pk, sk } of rowKeysOf(uscc, mark, bankId === '' ? undefined : bankId))
        add(sums, `${pk} ${sk}`, metric as Metric, mark.value)
    }
  return countsIn(sums)
}

/** Any order, any event told again any number of times. */
const retelling = (of: fc.Arbitrary<readonly Told[]>) =>
  of.chain(history =>
    fc.record({
      history: fc.constant(history),
      told: fc
        .array(fc.constantFrom(...(history.length === 0 ? [undefined] : history)), {
          maxLength: 24,
          size: 'max',
        })
        .chain(again => {
          const all = [...history, ...again.filter(told => told !== undefined)]
          return fc.shuffledSubarray(all, { minLength: all.length })
        }),
    }),
  )
const retold = retelling(histories(24))

test('G1 after any order and duplication the rollups equal a recount over the events and over the facts', () => {
  fc.assert(
    fc.property(retold, ({ history, told }) => {
      const { facts, rollups } = run(told)
      const counts = countsIn(rollups)
      expect(counts).toEqual(recount(history))
      expect(counts).toEqual(countsOfFacts(facts))
    }),
    { numRuns: 1500 },
  )
})

test('E3 H4 G1 after any order of corrections what is counted is what the bank said last', () => {
  fc.assert(
    fc.property(retelling(ledgers(16)), ({ history, told }) => {
      const { facts, rollups } = run(told)
      expect(countsIn(rollups)).toEqual(recount(history))
      expect(countsIn(rollups)).toEqual(countsOfFacts(facts))
    }),
    { numRuns: 1000 },
  )
})

test('G1 no rollup ever falls below zero on the way', () => {
  fc.assert(
    fc.property(retold, ({ told }) => {
      for (let length = 1; length <= told.length; length += 1)
        expect(Object.values(countsIn(run(told.slice(0, length)).rollups)).every(n => n > 0)).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test('G1 two amounts of one enterprise are two subjects, its milestone is one', () => {
  expect(subjectKey({ metric: 'askedFen', item: 'a-1' })).not.toBe(
    subjectKey({ metric: 'askedFen', item: 'a-2' }),
  )
  expect(subjectKey({ metric: 'pushed' })).not.toBe(subjectKey({ metric: 'pushed', bankId: 'icbc' }))
})
