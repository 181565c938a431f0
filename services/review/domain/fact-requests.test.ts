import { expect, test } from 'vitest'
import { at } from '../testing/cases.ts'
import { type FactRequest, factsDueOn, requestStatus } from './fact-requests.ts'
import type { SuppliedFact } from './facts.ts'

const request: FactRequest = {
  requestId: 'FR1',
  kind: 'operations',
  department: 'tax',
  dueOn: '2025-03-06',
  dueRule: '',
  by: { org: 'o', sub: 's' },
  at,
}
const fact = (more: Partial<SuppliedFact> = {}): SuppliedFact => ({
  kind: 'operations',
  finding: 'normal',
  source: '年报',
  observedOn: '2025-03-01',
  org: 'tax',
  at,
  ...more,
})

test.each([
  [[], '2025-03-06', 'open'],
  [[], '2025-03-07', 'overdue'],
  [[fact()], '2025-03-07', 'answered'],
  [[fact({ at: '2025-03-03T01:59:59.000Z' })], '2025-03-06', 'open'],
  [[fact({ org: 'court' })], '2025-03-07', 'overdue'],
  [[fact({ kind: 'litigation' })], '2025-03-07', 'overdue'],
] as const)(
  'C1 a request is answered by the asked department since it was asked (%#)',
  (facts, today, status) => {
    expect(requestStatus(request, facts, today)).toBe(status)
  },
)

test('C1 the earliest unanswered day is the one that is due', () => {
  const later = { ...request, kind: 'litigation', dueOn: '2025-03-09' } as const
  expect(factsDueOn([later, request], [])).toBe('2025-03-06')
  expect(factsDueOn([later, request], [fact()])).toBe('2025-03-09')
  expect(factsDueOn([request], [fact()])).toBeUndefined()
})
