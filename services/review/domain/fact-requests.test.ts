import { expect, test } from 'vitest'
import { at, given, listed, opened, passed, recommended } from '../testing/cases.ts'
import type { CaseEvent } from './case.ts'
import { caseViews } from './case-views.ts'
import { type FactRequest, requestStatus } from './fact-requests.ts'
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

const round = {
  coachingId: 'A-01-CO1',
  firstBankId: 'bank-b',
  levels: ['leader'],
  begunOn: '2025-04-01',
} as const
const listedDue = (...events: readonly CaseEvent[]) =>
  caseViews(given(opened(), ...events)).find(({ name }) => name === 'due')?.list?.sk
const asked = (...requests: readonly FactRequest[]): CaseEvent => ({
  type: 'facts-requested',
  data: { requests },
})
const supplied: CaseEvent = { type: 'facts-supplied', data: { facts: [fact()] } }

test('C1 the earliest unanswered day is the one that is due', () => {
  const later = { ...request, requestId: 'FR2', kind: 'litigation', dueOn: '2025-03-09' } as const
  expect(listedDue(asked(later, request))).toBe('2025-03-06#A-01')
  expect(listedDue(asked(later, request), supplied)).toBe('2025-03-09#A-01')
  expect(listedDue(asked(request), supplied)).toBeUndefined()
})

test('C1 F1 E7 what nobody answered before the case was recommended is due no more in the round of its repair', () => {
  const through = [
    ...(['task-force', 'bank', 'leader', 'confirmation'] as const).map(passed),
    listed,
    recommended,
  ]
  const repaired: readonly CaseEvent[] = [asked(request), ...through, { type: 'round-begun', data: round }]
  expect(listedDue(...repaired)).toBeUndefined()
  const anew = { ...request, requestId: 'FR2', dueOn: '2025-04-09', at: '2025-04-02T02:00:00.000Z' }
  expect(listedDue(...repaired, asked(anew))).toBe('2025-04-09#A-01')
})
