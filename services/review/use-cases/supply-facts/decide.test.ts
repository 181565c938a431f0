import { expect, test } from 'vitest'
import { caseAggregate } from '../../domain/case.ts'
import type { Fact } from '../../domain/facts.ts'
import { at, given, opened, person } from '../../testing/cases.ts'
import { supplyFacts } from './decide.ts'

const fact = (more: Partial<Fact> = {}): Fact => ({
  kind: 'operations',
  finding: 'normal',
  source: '年报',
  observedOn: '2025-03-01',
  ...more,
})
const [tax, court] = [person('department', 'tax'), person('department', 'court')]

const after = (...supplied: readonly (readonly [Fact, typeof tax])[]) =>
  supplied.reduce((state, [one, by]) => {
    const decision = supplyFacts(state, { facts: [one], by, at })
    return decision.kind === 'accepted' ? decision.events.reduce(caseAggregate.evolve, state) : state
  }, given(opened()))

test('C1 kinds not answered yet are named as missing', () => {
  expect(supplyFacts(given(opened()), { facts: [fact()], by: tax, at })).toMatchObject({
    result: {
      supplied: 1,
      missing: [
        'registered-capital',
        'debt-evasion',
        'project-approvals',
        'industry-environment-policy',
        'collateral',
        'litigation',
      ],
    },
  })
})

test('C1 the newest of each kind and organisation stands', () => {
  const state = after(
    [fact(), tax],
    [fact({ finding: 'veto' }), court],
    [fact({ finding: 'attention' }), tax],
  )
  expect(state).toMatchObject({
    file: {
      facts: [
        { org: 'org-court', finding: 'veto' },
        { org: 'org-tax', finding: 'attention' },
      ],
    },
  })
})

test('C1 a fact cannot be observed tomorrow', () => {
  const facts = [fact(), fact({ kind: 'litigation', observedOn: '2025-03-04' })]
  expect(supplyFacts(given(opened()), { facts, by: tax, at })).toMatchObject({
    refusal: { code: 'validation-failed', errors: [{ pointer: '/facts/1/observedOn' }] },
  })
})

test('A2 a department of another county is outside', () => {
  const by = person('department', 'tax', '511703')
  expect(supplyFacts(given(opened()), { facts: [fact()], by, at })).toMatchObject({
    refusal: { code: 'outside-region' },
  })
})
