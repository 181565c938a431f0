import { expect, test } from 'vitest'
import { effectivePolicy } from '#shared/domain/policy.ts'
import { branch, recommended, today } from '../testing/examples.ts'
import { decideOpenPlan } from '../use-cases/open-plan/decide.ts'
import { placesOf } from './fill-places.ts'
import { isKnown, type KnownPlan, planAggregate } from './plan.ts'

const waiting = (id: string, ...intendedBankIds: string[]): KnownPlan => {
  const decided = decideOpenPlan(planAggregate.initial, recommended(id, { intendedBankIds }))
  const events = decided.kind === 'accepted' ? decided.events : []
  const plan = events.reduce(planAggregate.evolve, planAggregate.initial)
  if (!isKnown(plan)) throw new Error('not opened')
  return plan
}
const { policy } = effectivePolicy([], today)
const banks = [
  branch('boc-a', { batchCapacity: 2 }),
  branch('abc-a'),
  branch('full-a', { batchCapacity: 0 }),
  branch('shut-a', { active: false }),
]

test('D1 a place that an earlier one took is no place for a later one, also from one look to the next', () => {
  const places = placesOf({ banks, products: [] }, policy, today)
  expect([...places([waiting('A1', 'boc-a'), waiting('A2', 'full-a', 'shut-a')])]).toEqual(['A1'])
  expect([...places([waiting('A3', 'boc-a'), waiting('A4', 'boc-a')])]).toEqual(['A3'])
  expect([...places([waiting('A5', 'boc-a'), waiting('A6', 'abc-a')])]).toEqual(['A6'])
})
