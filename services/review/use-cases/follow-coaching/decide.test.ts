import { expect, test } from 'vitest'
import { coachedEntityAggregate } from '../../domain/coached-entity.ts'
import { declaredAnew, fruitOf, recommendedAgain } from './decide.ts'

const one = { coachingId: 'A-01-CO1', applicationId: 'A-01', refusal: 'R-1' }
const entity = { coachings: [one] }

test('F1 a coaching names the application that was declared after it, and only the first', () => {
  expect(declaredAnew(entity, 'A-01').kind).toBe('unchanged')
  const decision = declaredAnew(entity, 'A-02')
  if (decision.kind !== 'accepted') throw new Error(decision.kind)
  const after = decision.events.reduce(coachedEntityAggregate.evolve, entity)
  expect(after.coachings).toMatchObject([{ nextApplicationId: 'A-02' }])
  expect(declaredAnew(after, 'A-03').kind).toBe('unchanged')
})

test('F1 a recommendation is the fruit of a coaching by the new application or by the short way, once', () => {
  expect(fruitOf(entity, { applicationId: 'A-01', shortWayOf: undefined })).toEqual([])
  expect(fruitOf(entity, { applicationId: 'A-01', shortWayOf: 'A-01-CO1' })).toEqual([one])
  const linked = { coachings: [{ ...one, nextApplicationId: 'A-02' }] }
  expect(fruitOf(linked, { applicationId: 'A-02', shortWayOf: undefined })).toHaveLength(1)
  const fruit = [{ coachingId: 'A-01-CO1', regionCode: '511702', problemClass: 'collateral' }] as const
  const decision = recommendedAgain(linked, { fruit, recommendedOn: '2025-04-02' })
  if (decision.kind !== 'accepted') throw new Error(decision.kind)
  const after = decision.events.reduce(coachedEntityAggregate.evolve, linked)
  expect(after.coachings).toMatchObject([{ recommendedAgainOn: '2025-04-02' }])
  expect(recommendedAgain(after, { fruit, recommendedOn: '2025-04-02' }).kind).toBe('unchanged')
})
