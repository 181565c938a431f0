import { expect, test } from 'vitest'
import { slipAggregate } from '../../domain/slip.ts'
import { at, county, person } from '../../testing/cases.ts'
import { opened, slipOf } from '../../testing/slips.ts'
import { answerSlip } from './decide.ts'

const department = (org: string) => person('department', 'clerk', county, org)
const answer = (org: string, result: 'solved' | 'unsolved' = 'solved') =>
  ({ by: department(org), at, result, detail: '已受理' }) as const
const after = (state = slipOf(opened()), ...answers: ReturnType<typeof answer>[]) =>
  answers.reduce((slip, one) => {
    const decision = answerSlip(slip, one)
    if (decision.kind !== 'accepted') throw new Error(decision.kind)
    return decision.events.reduce(slipAggregate.evolve, slip)
  }, state)

test('F2 the slip stays open until every department has answered', () => {
  expect(answerSlip(slipOf(opened()), answer('planning'))).toMatchObject({
    result: { status: 'open', pending: ['housing'] },
  })
  expect(answerSlip(after(undefined, answer('planning')), answer('housing'))).toMatchObject({
    result: { status: 'solved', statusLabel: '已办结', pending: [] },
  })
  expect(after(undefined, answer('housing', 'unsolved'), answer('planning')).status).toBe('unsolved')
})

test('F2 only the departments asked answer, each once', () => {
  expect(answerSlip(slipOf(opened()), answer('tax'))).toMatchObject({ refusal: { code: 'not-asked' } })
  expect(answerSlip(after(undefined, answer('planning')), answer('planning'))).toMatchObject({
    refusal: { code: 'already-answered' },
  })
  expect(answerSlip(slipOf(), answer('planning'))).toMatchObject({ refusal: { code: 'not-found' } })
})

test('F2 a closed slip takes no further answer', () => {
  const closed = after(undefined, answer('planning'), answer('housing'))
  expect(answerSlip(closed, answer('planning'))).toMatchObject({
    refusal: { code: 'slip-wrong-status', facts: { slipStatus: 'solved' } },
  })
})
