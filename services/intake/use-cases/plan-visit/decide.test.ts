import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EntityState } from '../../domain/entity.ts'
import { openPlan } from '../../domain/plan.ts'
import {
  applied,
  callerIn,
  county,
  folded,
  listed,
  report,
  reported,
  today,
  uscc,
} from '../../testing/given.ts'
import { cancelVisitPlan } from '../cancel-visit-plan/decide.ts'
import { recordVisit } from '../record-visit/decide.ts'
import { planVisit } from './decide.ts'

const plan = { unit: '某街道办事处', visitors: ['何某甲'], method: 'on-site', dueOn: '2026-03-20' } as const
const decide = (state: EntityState, given: object = {}, caller = county) =>
  planVisit(state, { plan: { ...plan, visitors: [...plan.visitors], ...given }, caller, today })
const visited = (state: EntityState, given: object = {}) =>
  folded(
    state,
    recordVisit(state, {
      visit: {
        visitedOn: today,
        method: 'phone',
        unit: '某镇',
        visitors: ['何某乙'],
        hasDemand: false,
        ...given,
      },
      caller: county,
      today,
    }),
  )
const planned = (state: EntityState = listed()) => folded(state, decide(state))
const cancel = (state: EntityState, planId = `${uscc}-P01`) =>
  cancelVisitPlan(state, { planId, reason: '人员调整', caller: county, today })

test('B3 a visit is planned: who, whom, how and by when', () => {
  expect(decide(listed())).toMatchObject({
    events: [{ type: 'visit-planned', data: { ...plan, planId: `${uscc}-P01`, kind: 'general' } }],
    result: { planId: `${uscc}-P01`, uscc, dueOn: '2026-03-20' },
  })
  expect(decide(listed(), { dueOn: '2026-03-01' })).toMatchObject({
    refusal: { errors: [{ pointer: '/dueOn', code: 'in-past' }] },
  })
})

test('B3 no two departments at one door: a second open plan is refused with a pointer to the first', () => {
  expect(decide(planned())).toMatchObject({
    refusal: { code: 'visit-already-planned', facts: { openPlanId: `${uscc}-P01` } },
  })
})

test('B3 a recorded visit keeps the plan, whoever made it, and the next may be planned', () => {
  const after = visited(planned())
  expect(after).toMatchObject({ plans: [{ status: 'kept', visitId: `${uscc}-V01` }] })
  expect(decide(after)).toMatchObject({ result: { planId: `${uscc}-P02` } })
  expect(
    recordVisit(planned(), {
      visit: { visitedOn: today, method: 'phone', unit: '某镇', visitors: ['何某乙'], hasDemand: false },
      caller: county,
      today,
    }),
  ).toMatchObject({ result: { keptPlanId: `${uscc}-P01` } })
})

test('B3 a cancelled plan frees the entity; only an open one is cancelled', () => {
  const after = folded(planned(), cancel(planned()))
  expect(after).toMatchObject({ plans: [{ status: 'cancelled', reason: '人员调整' }] })
  expect(decide(after).kind).toBe('accepted')
  expect(cancel(after)).toMatchObject({ refusal: { code: 'plan-closed' } })
  expect(cancel(planned(), `${uscc}-P09`)).toMatchObject({ refusal: { code: 'plan-unknown' } })
})

test('B3 the day before which the enterprise is not to be disturbed is honoured', () => {
  const quiet = visited(listed(), { doNotDisturbBefore: '2026-04-01' })
  expect(decide(quiet)).toMatchObject({
    refusal: { code: 'do-not-disturb', facts: { doNotDisturbBefore: '2026-04-01' } },
  })
  expect(decide(quiet, { dueOn: '2026-04-01' })).toMatchObject({ result: { notBefore: '2026-04-01' } })
  const lifted = visited(quiet, { doNotDisturbBefore: '2026-03-10' })
  expect(decide(lifted).kind).toBe('accepted')
})

test('B3 a demand that was told asks for a focused visit until it is declared', () => {
  const asked = visited(listed(), { hasDemand: true, demand: { amountFen: 1_000_000 } })
  expect(decide(asked)).toMatchObject({ result: { kind: 'focused' } })
  expect(decide(applied(asked))).toMatchObject({ result: { kind: 'general' } })
})

test('A2 B3 only what is on the target list is planned, and only inside the caller’s subtree', () => {
  expect(decide(reported(report({ values: { registrationStatus: 'revoked' } })))).toMatchObject({
    refusal: { code: 'entity-dropped' },
  })
  expect(decide(listed(), {}, callerIn('511702001'))).toMatchObject({ refusal: { code: 'outside-region' } })
})

const acts = {
  plan: (state: EntityState) => folded(state, decide(state)),
  visit: (state: EntityState) => visited(state),
  cancel: (state: EntityState) => {
    const open = state.status === 'unknown' ? undefined : openPlan(state.plans)
    return open ? folded(state, cancel(state, open.planId)) : state
  },
}

test('B3 at most one open plan after any history, and every plan has its own number', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...Object.values(acts)), { maxLength: 20 }), history => {
      const state = history.reduce((before, act) => act(before), listed())
      const plans = state.status === 'unknown' ? [] : state.plans
      expect(plans.filter(({ status }) => status === 'open').length).toBeLessThanOrEqual(1)
      expect(new Set(plans.map(({ planId }) => planId)).size).toBe(plans.length)
    }),
    { numRuns: 1_000 },
  )
})
