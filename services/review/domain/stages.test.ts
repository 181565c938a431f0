import { describe, expect, test } from 'vitest'
import {
  at,
  given,
  listed,
  listId,
  opened,
  passed,
  profile,
  ready,
  recommended,
  reviewers,
} from '../testing/cases.ts'
import { claimCase } from '../use-cases/draft-list/decide.ts'
import { recommend } from '../use-cases/recommend/decide.ts'
import { supplyFacts } from '../use-cases/supply-facts/decide.ts'
import { takeStep } from '../use-cases/take-step/decide.ts'
import type { Case, CaseEvent } from './case.ts'
import { type Act, type Status, type Step, statuses } from './stages.ts'

const ref = { applicationId: 'A-01', uscc: profile().uscc, regionCode: profile().regionCode }
const returned: CaseEvent = {
  type: 'application-returned.v1',
  data: { ...ref, level: 'task-force', missing: ['场地证明'], returnedOn: '2025-03-03' },
}
const refused: CaseEvent = {
  type: 'application-refused.v1',
  data: {
    ...ref,
    level: 'bank',
    criterion: 'good-credit',
    problem: '有逾期',
    advice: '结清后再报',
    refusedOn: '2025-03-03',
  },
}

const states: Record<Status, Case> = {
  'task-force-review': given(opened()),
  'bank-review': given(opened(), passed('task-force')),
  'leader-review': given(opened(), passed('task-force'), passed('bank')),
  confirmation: given(opened(), passed('task-force'), passed('bank'), passed('leader')),
  'awaiting-list': ready(),
  listed: given(
    opened(),
    passed('task-force'),
    passed('bank'),
    passed('leader'),
    passed('confirmation'),
    listed,
  ),
  recommended: given(opened(), listed, recommended),
  returned: given(opened(), returned),
  refused: given(opened(), refused),
}

const step = (name: Step) => (state: Case) =>
  takeStep(state, { step: name, verdict: { outcome: 'pass' }, opinion: '同意', by: reviewers[name], at })

const acts: Record<Act, (state: Case) => { readonly kind: string }> = {
  'task-force': step('task-force'),
  bank: step('bank'),
  leader: step('leader'),
  confirmation: step('confirmation'),
  facts: state =>
    supplyFacts(state, {
      facts: [{ kind: 'operations', finding: 'normal', source: '登记系统', observedOn: '2025-03-01' }],
      by: reviewers['task-force'],
      at,
    }),
  listing: state =>
    claimCase(state, { listId: 'RL-other', regionCode: '511702', by: reviewers['task-force'] }),
  'sign-off': state => recommend(state, { listId, signedOn: '2025-03-03' }),
}

/** Written out here a second time, cell by cell: Y accepted, U unchanged, n wrong-stage. */
const expected: Record<Act, string> = {
  'task-force': 'Ynnnnnnnn',
  bank: 'nYnnnnnnn',
  leader: 'nnYnnnnnn',
  confirmation: 'nnnYnnnnn',
  facts: 'YYYYYYnnn',
  listing: 'nnnnYnnnn',
  'sign-off': 'nnnnnYUnn',
}

describe('every status × act', () => {
  test.each(
    statuses.flatMap((status, index) =>
      Object.entries(expected).map(([act, cells]) => ({ status, act: act as Act, cell: cells[index] })),
    ),
  )('C2 $act in $status → $cell', ({ status, act, cell }) => {
    expect(states[status].status).toBe(status)
    const decision = acts[act](states[status])
    if (cell === 'n')
      expect(decision).toMatchObject({ refusal: { code: 'wrong-stage', facts: { stage: status } } })
    else expect(decision.kind).toBe(cell === 'Y' ? 'accepted' : 'unchanged')
  })

  test.each(Object.entries(acts))('C2 %s on an application nobody declared is not found', (_, act) => {
    expect(act({ status: 'none' })).toMatchObject({ refusal: { code: 'not-found' } })
  })
})
