import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EntityState } from '../../domain/entity.ts'
import { graceOver, type LeftOutState, leftOuts, leftOutVisit } from '../../domain/left-out.ts'
import { applied, callerIn, county, folded, form, listed, notMet, today, uscc } from '../../testing/given.ts'
import { recordVisit } from '../record-visit/decide.ts'
import { settleLeftOut } from '../settle-left-out/decide.ts'
import { reportLeftOut } from './decide.ts'

const voice = { by: 'bank', ground: '企业反映从未有人上门', on: today } as const
const report = (state: LeftOutState, entity: EntityState = listed(), given: object = {}, caller = county) =>
  reportLeftOut(state, { uscc, voice, entity, caller, ...given })
const settle = (state: LeftOutState, given: object = {}, entity: EntityState = listed(), caller = county) =>
  settleLeftOut(state, {
    leftOutId: `${uscc}-L01`,
    finding: 'not-eligible',
    explanation: '连续两年亏损停产',
    settledOn: today,
    entity,
    caller,
    ...given,
  })
const fold = (
  state: LeftOutState,
  decision: ReturnType<typeof report> | ReturnType<typeof settle>,
): LeftOutState => (decision.kind === 'accepted' ? decision.events.reduce(leftOuts.evolve, state) : state)
const none = leftOuts.initial
const opened = fold(none, report(none))

test('B10 a report opens one case; who says the same joins it', () => {
  expect(report(none)).toMatchObject({ result: { leftOutId: `${uscc}-L01`, voices: 1 } })
  expect(report(opened)).toMatchObject({ result: { leftOutId: `${uscc}-L01`, voices: 2 } })
  expect(report(fold(opened, settle(opened)))).toMatchObject({ result: { leftOutId: `${uscc}-L02` } })
})

test('B10 an entity that no directory names can be reported, with its region', () => {
  const unknown: EntityState = { status: 'unknown' }
  expect(report(none, unknown)).toMatchObject({ refusal: { errors: [{ pointer: '/regionCode' }] } })
  const place = { regionCode: '511702' }
  expect(report(none, unknown, { place, name: '某某农场' })).toMatchObject({
    events: [{ data: { place, name: '某某农场' } }],
  })
  expect(report(none, unknown, { place: { regionCode: '511703' } })).toMatchObject({
    refusal: { code: 'outside-region' },
  })
})

test('B10 what is under way was not left out', () => {
  expect(report(none, applied(listed()))).toMatchObject({ refusal: { code: 'already-declared' } })
})

test('B10 a report is followed to a finding; "declared" needs the application it led to', () => {
  expect(settle(opened)).toMatchObject({ result: { settledOn: today } })
  const declared = { finding: 'declared', applicationId: `${uscc}-01` }
  expect(settle(opened, declared)).toMatchObject({ refusal: { errors: [{ pointer: '/applicationId' }] } })
  expect(settle(opened, { finding: 'declared' })).toMatchObject({ refusal: { code: 'validation-failed' } })
  expect(settle(opened, { applicationId: `${uscc}-01` }, applied(listed()))).toMatchObject({
    refusal: { errors: [{ code: 'finding-mismatch' }] },
  })
  expect(settle(opened, declared, applied(listed())).kind).toBe('accepted')
  expect(settle(fold(opened, settle(opened)))).toMatchObject({ refusal: { code: 'left-out-settled' } })
  expect(settle(none)).toMatchObject({ refusal: { code: 'left-out-unknown' } })
  expect(settle(opened, {}, listed(), callerIn('511703'))).toMatchObject({
    refusal: { code: 'left-out-unknown' },
  })
})

const visit = {
  visitedOn: today,
  method: 'on-site',
  unit: '某镇',
  visitors: ['何某甲'],
  hasDemand: true,
  demand: { amountFen: 1_000_000 },
} as const
const visited = (state: EntityState, given: object = {}) =>
  folded(state, recordVisit(state, { visit: { ...visit, ...given }, caller: county, today }))
const judged = { criteria: form().criteria }

test('B10 the system finds who was visited, has a demand, meets all five criteria and is on no list', () => {
  expect(leftOutVisit(visited(listed(), judged) as never)?.visitId).toBe(`${uscc}-V01`)
  const not: readonly EntityState[] = [
    listed(),
    visited(listed()),
    visited(listed(), { criteria: { ...form().criteria, 'good-credit': notMet } }),
    visited(listed(), { ...judged, hasDemand: false, demand: undefined }),
    applied(visited(listed(), judged)),
  ]
  for (const state of not) expect(leftOutVisit(state as never)).toBeUndefined()
  expect(graceOver('2026-03-02', '2026-03-09')).toBe(false)
  expect(graceOver('2026-03-02', '2026-03-10')).toBe(true)
})

test('B10 at most one open report an entity after any history', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 20 }), history => {
      const state = history.reduce<LeftOutState>((before, reports) => {
        const last = before.reports.at(-1)?.leftOutId ?? `${uscc}-L01`
        return fold(before, reports ? report(before) : settle(before, { leftOutId: last }))
      }, none)
      expect(state.reports.filter(({ status }) => status === 'open').length).toBeLessThanOrEqual(1)
      expect(new Set(state.reports.map(({ leftOutId }) => leftOutId)).size).toBe(state.reports.length)
    }),
    { numRuns: 1_000 },
  )
})
