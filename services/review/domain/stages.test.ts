import { describe, expect, test } from 'vitest'
import {
  at,
  county,
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
import { claimCase as claimForMe } from '../use-cases/claim-case/decide.ts'
import { correctCase } from '../use-cases/correct-case/decide.ts'
import { claimCase } from '../use-cases/draft-list/decide.ts'
import { holdCase } from '../use-cases/hold-case/decide.ts'
import { recommend } from '../use-cases/recommend/decide.ts'
import { releaseCase } from '../use-cases/release-case/decide.ts'
import { removeRow } from '../use-cases/remove-row/decide.ts'
import { requestFacts } from '../use-cases/request-facts/decide.ts'
import { takeShortWay } from '../use-cases/short-way/decide.ts'
import { supplyFacts } from '../use-cases/supply-facts/decide.ts'
import { takeStep } from '../use-cases/take-step/decide.ts'
import { withdrawCase } from '../use-cases/withdraw-case/decide.ts'
import type { BlockMatch } from './blocks.ts'
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

const matches: readonly BlockMatch[] = [
  { blockId: 'BL-511702-1', regionCode: county, kind: 'forbidden-use', source: '通报', ground: '用途' },
]
const held: CaseEvent = { type: 'case-held', data: { matches } }
const withdrawn: CaseEvent = {
  type: 'case-withdrawn',
  data: { reason: 'by-enterprise', withdrawnOn: '2025-03-03' },
}
const removed: CaseEvent = {
  type: 'application-removed.v1',
  data: { ...ref, listId, reason: 'misuse', detail: '挪用', removedOn: '2025-03-03' },
}

const allPassed = (['task-force', 'bank', 'leader', 'confirmation'] as const).map(passed)
const states: Record<Status, Case> = {
  'task-force-review': given(opened()),
  'bank-review': given(opened(), ...allPassed.slice(0, 1)),
  'leader-review': given(opened(), ...allPassed.slice(0, 2)),
  confirmation: given(opened(), ...allPassed.slice(0, 3)),
  'awaiting-list': ready(),
  listed: given(opened(), ...allPassed, listed),
  recommended: given(opened(), listed, recommended),
  returned: given(opened(), returned),
  refused: given(opened(), refused),
  removed: given(opened(), listed, recommended, removed),
  held: given(opened(), held),
  withdrawn: given(opened(), withdrawn),
}

const step = (name: Step) => (state: Case) =>
  takeStep(state, { step: name, verdict: { outcome: 'pass' }, opinion: '同意', by: reviewers[name], at })

const stepOf: Partial<Record<Case['status'], Step>> = {
  'bank-review': 'bank',
  'leader-review': 'leader',
  confirmation: 'confirmation',
}

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
  'fact-request': state =>
    requestFacts(state, { kinds: ['operations'], departments: ['tax'], by: reviewers['task-force'], at }),
  claim: state => claimForMe(state, { by: reviewers[stepOf[state.status] ?? 'task-force'], at }),
  hold: state => holdCase(state, matches),
  release: state =>
    releaseCase(state, {
      ruling: { outcome: 'release', reason: '核实无关' },
      by: reviewers['task-force'],
      at,
    }),
  correction: state => correctCase(state, { profile: profile(), matches: [], sequence: 9 }),
  withdrawal: state => withdrawCase(state, { reason: 'by-enterprise', withdrawnOn: '2025-03-03' }),
  listing: state =>
    claimCase(state, { listId: 'RL-other', regionCode: '511702', by: reviewers['task-force'] }),
  'sign-off': state => recommend(state, { listId, signedOn: '2025-03-03' }),
  removal: state =>
    removeRow(state, { listId, reason: 'misuse', detail: '挪用', by: reviewers['task-force'], at }),
  'short-way': state => takeShortWay(state, { coachingId: 'CO1', bankId: 'bank-a', on: '2025-03-03' }),
}

/** Written out here a second time: where an act is accepted (Y), already done (U) or refused by another name; else wrong-stage. */
const expected: Record<Act, Partial<Record<Status, string>>> = {
  'task-force': { 'task-force-review': 'Y' },
  bank: { 'bank-review': 'Y' },
  leader: { 'leader-review': 'Y' },
  confirmation: { confirmation: 'Y' },
  facts: {
    'task-force-review': 'Y',
    'bank-review': 'Y',
    'leader-review': 'Y',
    confirmation: 'Y',
    'awaiting-list': 'Y',
    listed: 'Y',
    held: 'Y',
  },
  'fact-request': {
    'task-force-review': 'Y',
    'bank-review': 'Y',
    'leader-review': 'Y',
    confirmation: 'Y',
    'awaiting-list': 'Y',
    held: 'Y',
  },
  claim: {
    'task-force-review': 'Y',
    'bank-review': 'Y',
    'leader-review': 'Y',
    confirmation: 'Y',
    held: 'Y',
  },
  hold: {
    'task-force-review': 'Y',
    'bank-review': 'Y',
    'leader-review': 'Y',
    confirmation: 'Y',
    'awaiting-list': 'Y',
  },
  release: { held: 'Y' },
  correction: {
    'task-force-review': 'Y',
    'bank-review': 'review-begun',
    'leader-review': 'review-begun',
    confirmation: 'review-begun',
    'awaiting-list': 'review-begun',
    listed: 'review-begun',
    held: 'Y',
    withdrawn: 'Y',
  },
  withdrawal: {
    'task-force-review': 'Y',
    'bank-review': 'Y',
    'leader-review': 'Y',
    confirmation: 'Y',
    'awaiting-list': 'Y',
    listed: 'Y',
    recommended: 'Y',
    held: 'Y',
    returned: 'U',
    refused: 'U',
    removed: 'U',
    withdrawn: 'U',
  },
  listing: { 'awaiting-list': 'Y' },
  'sign-off': { listed: 'Y', recommended: 'U' },
  removal: { recommended: 'Y' },
  'short-way': { recommended: 'Y' },
}

describe('every status × act', () => {
  test.each(
    statuses.flatMap(status =>
      Object.entries(expected).map(([act, cells]) => ({
        status,
        act: act as Act,
        cell: cells[status] ?? 'wrong-stage',
      })),
    ),
  )('C2 $act in $status → $cell', ({ status, act, cell }) => {
    expect(states[status].status).toBe(status)
    const decision = acts[act](states[status])
    if (cell === 'Y') expect(decision.kind).toBe('accepted')
    else if (cell === 'U') expect(decision.kind).toBe('unchanged')
    else expect(decision).toMatchObject({ refusal: { code: cell } })
    if (cell === 'wrong-stage') expect(decision).toMatchObject({ refusal: { facts: { stage: status } } })
  })

  test.each(Object.entries(acts).filter(([act]) => !['correction', 'withdrawal'].includes(act)))(
    'C2 %s on an application nobody declared is not found',
    (_, act) => {
      expect(act({ status: 'none' })).toMatchObject({ refusal: { code: 'not-found' } })
    },
  )

  test('B5 B6 what overtakes its declaration waits for it', () => {
    for (const act of ['correction', 'withdrawal'] as const)
      expect(acts[act]({ status: 'none' })).toMatchObject({ kind: 'not-yet' })
  })
})
