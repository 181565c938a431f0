import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { loadSolver } from '../solver.ts'
import { branch, product, recommended, today } from '../testing/examples.ts'
import { objectiveOf, type Question, type Row, rowsOf } from './choice.ts'
import { choosePushes } from './choose-pushes.ts'

const solve = await loadSolver()
const question = (more: Partial<Question>): Question => ({
  applications: [],
  banks: [],
  products: [],
  policy: { pushRule: 'relation-first', maxInstitutions: 1, prioritySectors: [] },
  alreadyReferred: new Map(),
  on: today,
  ...more,
})

describe('The best of a whole batch', () => {
  test('D1 everybody is placed where going one by one leaves somebody out', () => {
    const asked = question({
      applications: [recommended('A1'), recommended('A2', { industryCode: 'F5211' })],
      banks: [branch('abc-a', { batchCapacity: 1 }), branch('boc-a')],
      products: [product('p1', 'abc-a'), product('p2', 'boc-a', { industrySections: ['C'] })],
    })
    const greedy = choosePushes(asked)
    const best = choosePushes(asked, solve)
    expect(greedy).toMatchObject({ method: 'greedy', unplaced: [{ applicationId: 'A2' }] })
    expect(best).toMatchObject({ method: 'optimal', unplaced: [] })
    expect(best.pushes.map(({ bankId }) => bankId)).toEqual(['boc-a', 'abc-a'])
  })

  test.each([
    ['one by one', undefined],
    ['over the whole batch', solve],
  ])('D1 banks that fit alike share the load, %s', (_how, by) => {
    const ids = ['abc-a', 'boc-a', 'ccb-a', 'icbc-a']
    const { pushes } = choosePushes(
      question({
        applications: Array.from({ length: 40 }, (_, i) => recommended(`A${String(i).padStart(2, '0')}`)),
        banks: ids.map(id => branch(id)),
        products: ids.map(id => product(`p-${id}`, id)),
      }),
      by,
    )
    expect(pushes).toHaveLength(40)
    for (const id of ids) {
      const load = pushes.filter(({ bankId }) => bankId === id).length
      expect(load).toBeGreaterThanOrEqual(8)
      expect(load).toBeLessThanOrEqual(12)
    }
  })

  test('D1 a solver that finds no optimum in time leaves the choice one by one, and it says so', () => {
    const asked = question({
      applications: [recommended('A1')],
      banks: [branch('abc-a')],
      products: [product('p', 'abc-a')],
    })
    const late = choosePushes(asked, () => undefined)
    expect(late).toEqual(choosePushes(asked))
    expect(late.method).toBe('greedy')
    expect(choosePushes(asked, ({ cost }) => cost.map(() => 0.5)).method).toBe('greedy')
  })
})

/** Every admissible assignment, tried out: only for a handful of applications and banks. */
const bestOf = (rows: readonly Row[], most: ReadonlyMap<string, number>): number => {
  const options = rows.map(({ candidates, seats }) =>
    [...Array(2 ** candidates.length).keys()]
      .map(mask => candidates.filter((_candidate, index) => (mask >> index) % 2 === 1))
      .filter(picked => picked.length <= seats.institutions)
      .filter(picked => new Set(picked.map(({ bank }) => bank.institution.id)).size === picked.length),
  )
  const walk = (at: number, chosen: Row['candidates'][]): number => {
    const used = (id: string) => chosen.flat().filter(({ bank }) => bank.bankId === id).length
    if ([...most].some(([id, capacity]) => used(id) > capacity)) return Number.NEGATIVE_INFINITY
    const next = options[at]
    if (!next) return objectiveOf(rows, chosen)
    return Math.max(...next.map(picked => walk(at + 1, [...chosen, picked])))
  }
  return walk(0, [])
}

const bankIds = ['abc-a', 'abc-b', 'boc-a', 'ccb-a']
const smallArb = fc.record({
  capacities: fc.tuple(...bankIds.map(() => fc.integer({ min: 1, max: 2 }))),
  offered: fc.subarray(bankIds),
  wishes: fc.array(fc.uniqueArray(fc.constantFrom(...bankIds), { maxLength: 2 }), {
    minLength: 1,
    maxLength: 3,
  }),
  lent: fc.array(fc.constantFrom(...bankIds), { minLength: 3, maxLength: 3 }),
  maxInstitutions: fc.integer({ min: 1, max: 3 }),
  pushRule: fc.constantFrom('intended-only', 'intended-first', 'relation-first'),
})

property.prop([smallArb], { numRuns: 500 })(
  'D1 what the solver finds is what trying out every assignment finds',
  ({ capacities, offered, wishes, lent, maxInstitutions, pushRule }) => {
    const asked = question({
      applications: wishes.map((intendedBankIds, i) =>
        recommended(`A${i}`, { intendedBankIds, lendingBankIds: lent.slice(i, i + 1) }),
      ),
      banks: bankIds.map((id, i) => branch(id, { batchCapacity: capacities[i] })),
      products: offered.map(id => product(`p-${id}`, id)),
      policy: { pushRule, maxInstitutions, prioritySectors: [] },
    })
    const most = new Map(bankIds.map((id, i) => [id, capacities[i] ?? 0]))
    const best = choosePushes(asked, solve)
    expect(best.method).toBe('optimal')
    expect(best.objective.chosen).toBe(bestOf(rowsOf(asked), most))
  },
)
