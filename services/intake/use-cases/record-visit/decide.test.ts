import { expect, test } from 'vitest'
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
