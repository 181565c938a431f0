import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entityDefinition } from '../../domain/entity.ts'
import { callerIn, county, listed, report, reported, today, uscc } from '../../testing/given.ts'
import { recordVisit } from './decide.ts'

const visit = {
  visitedOn: '2026-03-01',
  method: 'on-site',
  unit: '某街道办事处',
  visitors: ['何某甲'],
  hasDemand: true,
  demand: { amountFen: 30_000_000 },
} as const
const decide = (state = listed(), given: object = {}, caller = county) =>
  recordVisit(state, { visit: { ...visit, ...given }, caller, today })

test('B3 a visit is recorded and told with its demand, without the visitors', () => {
  expect(decide()).toEqual({
    kind: 'accepted',
    events: [
      { type: 'visit-recorded', data: { visitId: `${uscc}-V01`, ...visit } },
      {
        type: 'entity-visited.v1',
        data: {
          uscc,
          regionCode: '511702',
          townshipCode: '511702104',
          visitedOn: '2026-03-01',
          method: 'on-site',
          hasDemand: true,
          demandFen: 30_000_000,
        },
      },
    ],
    result: { visitId: `${uscc}-V01`, uscc, visitNumber: 1 },
  })
})

test('B3 a visit of tomorrow is refused, one of today is not', () => {
  expect(decide(listed(), { visitedOn: '2026-03-03' })).toMatchObject({
    refusal: { code: 'validation-failed', errors: [{ pointer: '/visitedOn', code: 'in-future' }] },
  })
  expect(decide(listed(), { visitedOn: today }).kind).toBe('accepted')
})

test('B3 only what stands on the target list is visited', () => {
  expect(decide({ status: 'unknown' })).toMatchObject({ refusal: { code: 'not-found' } })
  expect(decide(reported(report({ values: { registrationStatus: 'cancelled' } })))).toMatchObject({
    refusal: { code: 'entity-dropped', facts: { standing: 'dropped' } },
  })
})

test('A2 a township records visits inside itself and nowhere beside it', () => {
  expect(decide(listed(), {}, callerIn('511702104')).kind).toBe('accepted')
  expect(decide(listed(), {}, callerIn('511702001'))).toMatchObject({ refusal: { code: 'outside-region' } })
})

const offline = (clientSequence: number, given: object = {}) => ({
  remarks: `第${clientSequence}次`,
  offline: { deviceId: 'pad-7', clientSequence, recordedAt: '2026-03-01T09:30:00+08:00' },
  ...given,
})
const sent = (state: ReturnType<typeof listed>, clientSequence: number) => {
  const decision = decide(state, offline(clientSequence))
  return decision.kind === 'accepted' ? decision.events.reduce(entityDefinition.evolve, state) : state
}

test('B3 a visit that its device sends twice is one visit; another one under its number is refused', () => {
  const once = sent(listed(), 1)
  expect(decide(once, offline(1))).toEqual({
    kind: 'unchanged',
    result: { visitId: `${uscc}-V01`, uscc, visitNumber: 1 },
  })
  expect(decide(once, offline(1, { hasDemand: false }))).toMatchObject({
    refusal: { code: 'visit-sequence-reused', errors: [{ pointer: '/offline/clientSequence' }] },
  })
  const elsewhere = { deviceId: 'pad-8', clientSequence: 1, recordedAt: '2026-03-01T09:30:00+08:00' }
  expect(decide(once, { offline: elsewhere }).kind).toBe('accepted')
})

test('B3 however a device’s visits arrive, they stand in the order and at the time it wrote them down', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 }), arrivals => {
      const state = arrivals.reduce(sent, listed())
      const visits = state.status === 'unknown' ? [] : state.visits
      expect(visits.map(each => each.offline?.clientSequence)).toEqual(
        [...new Set(arrivals)].sort((a, b) => a - b),
      )
      expect(new Set(visits.map(each => each.offline?.recordedAt)).size).toBe(1)
      expect(new Set(visits.map(({ visitId }) => visitId)).size).toBe(visits.length)
    }),
    { numRuns: 500 },
  )
})
