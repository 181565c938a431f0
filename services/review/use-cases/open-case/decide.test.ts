import { expect, test } from 'vitest'
import type { BlockMatch } from '../../domain/blocks.ts'
import { caseAggregate } from '../../domain/case.ts'
import { shippedCasePolicy } from '../../domain/case-policy.ts'
import { county, given, opened, passed, profile } from '../../testing/cases.ts'
import { type Opening, openCase } from './decide.ts'

const opening: Opening = { profile: profile(), policy: shippedCasePolicy, matches: [], sequence: 3 }
const after = (more: Partial<Opening>) => {
  const decision = openCase({ status: 'none' }, { ...opening, ...more })
  return decision.kind === 'accepted'
    ? decision.events.reduce(caseAggregate.evolve, caseAggregate.initial)
    : decision
}

test('C2 a declared application begins at the first level', () => {
  expect(given(opened())).toMatchObject({ status: 'task-force-review', file: { profile: profile() } })
  expect(after({})).toMatchObject({ status: 'task-force-review', file: { profile: profile(), sequence: 3 } })
})

test('C2 a case keeps the policy that it was opened under, and begins where that says', () => {
  const policy = {
    ...shippedCasePolicy,
    reviewLevels: ['bank', 'leader'] as const,
    industryConfirmation: false,
  }
  expect(after({ policy })).toMatchObject({
    status: 'bank-review',
    file: { policy, chain: ['bank', 'leader'] },
  })
})

test('C8 C9 what meets a block waits for a person, and keeps where it will go on', () => {
  const matches: readonly BlockMatch[] = [
    {
      blockId: 'BL-511702-1',
      regionCode: county,
      kind: 'hidden-government-debt',
      source: '名录',
      ground: '在名单之内',
    },
  ]
  expect(after({ matches })).toMatchObject({ status: 'held', from: 'task-force-review', matches })
})

test('C2 told twice, it begins once', () => {
  expect(openCase(given(opened(), passed('task-force')), opening).kind).toBe('unchanged')
})
