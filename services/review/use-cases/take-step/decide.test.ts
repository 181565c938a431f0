import { describe, expect, test } from 'vitest'
import type { Case, CaseEvent } from '../../domain/case.ts'
import { at, given, opened, passed, person, profile, reviewers } from '../../testing/cases.ts'
import { type TakeStep, takeStep } from './decide.ts'

const pass = (state: Case, more: Partial<TakeStep> = {}) =>
  takeStep(state, {
    step: 'task-force',
    verdict: { outcome: 'pass' },
    opinion: '同意',
    by: reviewers['task-force'],
    at,
    ...more,
  })

const veto: CaseEvent = {
  type: 'facts-supplied',
  data: {
    facts: [
      {
        kind: 'debt-evasion',
        finding: 'veto',
        source: '失信名单',
        observedOn: '2025-03-01',
        org: 'court',
        at,
      },
    ],
  },
}
const lifted: CaseEvent = {
  type: 'facts-supplied',
  data: {
    facts: [
      {
        kind: 'debt-evasion',
        finding: 'normal',
        source: '失信名单',
        observedOn: '2025-03-02',
        org: 'court',
        at,
      },
    ],
  },
}
const refusal = {
  outcome: 'refuse',
  criterion: 'good-credit',
  problem: '有逾期贷款',
  advice: '结清后重新申报',
} as const

describe('three levels and confirmation', () => {
  test('C2 a pass takes the case to the next level and keeps who, when and why', () => {
    expect(pass(given(opened()))).toMatchObject({
      kind: 'accepted',
      events: [
        { type: 'review-begun.v1', data: { applicationId: 'A-01', begunOn: '2025-03-03' } },
        { type: 'step-taken', data: { step: 'task-force', by: { sub: 'task-force' }, opinion: '同意' } },
      ],
      result: { stage: 'bank-review', stageLabel: '待专班银行审核' },
    })
  })

  test('C2 no level is skipped: the refusal names the stage and what comes next', () => {
    expect(pass(given(opened()), { step: 'leader', by: reviewers.leader })).toMatchObject({
      refusal: {
        code: 'wrong-stage',
        facts: { stage: 'task-force-review', next: 'task-force' },
        detail: '该申请现为“待专班初审”，不能办理“专班组长审核”；下一步是“专班初审”。',
      },
    })
  })

  test('C2 the same person is told so before the role is looked at', () => {
    const state = given(opened(), passed('task-force'))
    expect(pass(state, { step: 'bank' })).toMatchObject({ refusal: { code: 'same-person' } })
  })

  test('C2 the same name in another organisation is another person', () => {
    const state = given(opened(), passed('task-force'))
    const namesake = person('bank-reviewer', 'task-force', undefined, 'another-org')
    expect(pass(state, { step: 'bank', by: namesake }).kind).toBe('accepted')
  })

  test('C2 a level is taken by its own role', () => {
    expect(pass(given(opened()), { by: reviewers.bank })).toMatchObject({
      refusal: { code: 'not-this-level' },
    })
  })

  test('A2 a reviewer of another county is outside', () => {
    expect(pass(given(opened()), { by: person('task-force', 'x', '511703') })).toMatchObject({
      refusal: { code: 'outside-region' },
    })
  })

  test('C2 return ends the case and says what is missing', () => {
    expect(pass(given(opened()), { verdict: { outcome: 'return', missing: ['场地证明'] } })).toMatchObject({
      events: [
        { type: 'review-begun.v1' },
        { type: 'step-taken', data: { outcome: 'return' } },
        {
          type: 'application-returned.v1',
          data: {
            applicationId: 'A-01',
            uscc: profile().uscc,
            regionCode: '511702',
            townshipCode: '511702001',
            level: 'task-force',
            missing: ['场地证明'],
            returnedOn: '2025-03-03',
          },
        },
      ],
      result: { stage: 'returned' },
    })
  })

  test.each(['task-force', 'bank', 'leader', 'confirmation'] as const)(
    'C6 a refusal at %s names criterion, problem and advice',
    step => {
      const order = ['task-force', 'bank', 'leader', 'confirmation'] as const
      const state = given(opened(), ...order.slice(0, order.indexOf(step)).map(passed))
      expect(pass(state, { step, by: reviewers[step], verdict: refusal })).toMatchObject({
        events: [
          ...(step === 'task-force' ? [{ type: 'review-begun.v1' }] : []),
          { type: 'step-taken', data: { outcome: 'refuse' } },
          {
            type: 'application-refused.v1',
            data: { level: step, criterion: 'good-credit', problem: '有逾期贷款', advice: '结清后重新申报' },
          },
        ],
        result: { stage: 'refused' },
      })
    },
  )

  test('C1 a veto stands in the way of a pass, and names kind and source', () => {
    expect(pass(given(opened(), veto))).toMatchObject({
      refusal: { code: 'fact-veto', facts: { kinds: ['debt-evasion'], sources: ['失信名单'] } },
    })
  })

  test('C1 a veto does not stand in the way of a refusal', () => {
    expect(pass(given(opened(), veto), { verdict: refusal }).kind).toBe('accepted')
  })

  test('C1 a veto is lifted by the organisation that gave it', () => {
    expect(pass(given(opened(), veto, lifted)).kind).toBe('accepted')
  })
})
