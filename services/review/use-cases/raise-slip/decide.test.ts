import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  mayDo,
  pendingOf,
  type Slip,
  type SlipEvent,
  type SlipStatus,
  slipAggregate,
  slipStatusLabels,
} from '../../domain/slip.ts'
import { at, county, person } from '../../testing/cases.ts'
import { opened, slipOf } from '../../testing/slips.ts'
import { answerSlip } from '../answer-slip/decide.ts'
import { answerFromAbove, raiseSlip } from './decide.ts'

const convener = (region = county) => person('convener', 'convener', region)
const raise = (state: Slip, level: 'city' | 'province' = 'city', by = convener()) =>
  raiseSlip(state, { by, at, level, reason: '本级无审批权限' })
const above = (state: Slip, region = '511700') =>
  answerFromAbove(state, { by: convener(region), at, result: 'solved', detail: '已协调' })
const answer = (state: Slip, org: string, result: 'solved' | 'unsolved' = 'solved') =>
  answerSlip(state, { by: person('department', 'clerk', county, org), at, result, detail: '已办' })
const after = (
  state: Slip,
  decision: { readonly kind: string; readonly events?: readonly SlipEvent[] },
): Slip => {
  if (!decision.events) throw new Error(decision.kind)
  return decision.events.reduce(slipAggregate.evolve, state)
}
const open = slipOf(opened())
const raised = after(open, raise(open))

test('F3 the county’s convener sends it up one level, and its clock begins anew', () => {
  expect(raise(open)).toMatchObject({
    events: [{ type: 'slip-raised', data: { toRegion: '511700', by: { sub: 'convener' } } }],
    result: { status: 'raised', toRegion: '511700', dueOn: '2025-03-17' },
  })
  expect(raise(open, 'city', convener('511700'))).toMatchObject({ refusal: { code: 'outside-region' } })
})

test('F3 no level is skipped: county, city, province, and no further', () => {
  expect(raise(open, 'province')).toMatchObject({
    refusal: { code: 'validation-failed', errors: [{ pointer: '/level', detail: /市级（511700）/ }] },
  })
  const back = after(raised, above(raised))
  const second = after(back, raise(back, 'province'))
  expect(second).toMatchObject({ status: 'raised', raises: [{}, { toRegion: '510000' }] })
  const last = after(second, above(second, '510000'))
  expect(raise(last, 'province')).toMatchObject({ refusal: { code: 'no-upper-level' } })
})

test('F3 only the level it was raised to answers, and the slip goes back to its departments', () => {
  expect(above(raised, '510000')).toMatchObject({ refusal: { code: 'outside-region' } })
  expect(above(raised, '511800')).toMatchObject({ refusal: { code: 'outside-region' } })
  const officer = (region: string) => ({
    by: person('supervisor', 'officer', region),
    at,
    result: 'solved' as const,
    detail: '已协调',
  })
  expect(answerFromAbove(raised, officer('511700')).kind).toBe('accepted')
  expect(answerFromAbove(raised, officer('510000'))).toMatchObject({ refusal: { code: 'outside-region' } })
  const unsolved = after(
    after(open, answer(open, 'planning')),
    answer(after(open, answer(open, 'planning')), 'housing', 'unsolved'),
  )
  const up = after(unsolved, raise(unsolved))
  const back = after(up, above(up))
  expect(back).toMatchObject({ status: 'open', raises: [{ answer: { result: 'solved' } }] })
  expect(back.status === 'none' ? [] : pendingOf(back)).toEqual(['planning', 'housing'])
  const first = after(back, answer(back, 'planning'))
  expect(after(first, answer(first, 'housing')).status).toBe('solved')
})

test.each(Object.keys(slipStatusLabels) as SlipStatus[])('F2 F3 what may be done in %s', status => {
  const state = { ...(status === 'raised' ? raised : open), status } as Slip
  const cells = {
    answer: answer(state, 'planning'),
    raise: raise(state, status === 'raised' ? 'province' : 'city'),
    'upper-answer': above(state),
  }
  const expected = { open: 'YYn', raised: 'nnY', solved: 'nnn', unsolved: 'nYn' }[status]
  for (const [index, [act, decision]] of Object.entries(cells).entries()) {
    if (expected[index] === 'Y') expect(decision.kind, act).toBe('accepted')
    else expect(decision, act).toMatchObject({ refusal: { code: 'slip-wrong-status' } })
    expect(mayDo(act as keyof typeof cells, status)).toBe(expected[index] === 'Y')
  }
})

test('F2 F3 over random histories: solved only when each department solved it since it last came back', () => {
  const anyDeed = fc.constantFrom(
    ...(['planning', 'housing', 'planning-no', 'housing-no', 'raise', 'above'] as const),
  )
  let solved = 0
  fc.assert(
    fc.property(fc.array(anyDeed, { minLength: 2, maxLength: 14 }), deeds => {
      let state = open
      let done = new Set<string>()
      for (const deed of deeds) {
        const [org = '', no] = deed.split('-')
        const last = state.status === 'none' ? undefined : state.raises.at(-1)
        const decision =
          deed === 'raise'
            ? raise(state, last ? 'province' : 'city')
            : deed === 'above'
              ? above(state, last?.toRegion)
              : answer(state, org, no ? 'unsolved' : 'solved')
        if (decision.kind !== 'accepted') continue
        expect(state.status).not.toBe('solved')
        if (deed === 'above') done = new Set()
        else if (deed !== 'raise' && !no) done.add(org)
        state = after(state, decision)
        expect(state.status === 'solved').toBe(state.status !== 'raised' && done.size === 2)
      }
      if (state.status === 'solved') solved += 1
    }),
    { numRuns: 2000 },
  )
  expect(solved).toBeGreaterThan(100)
})
