import { describe, expect, test } from 'vitest'
import type { BlockMatch } from '../../domain/blocks.ts'
import { type Case, type CaseEvent, caseAggregate } from '../../domain/case.ts'
import { shippedCasePolicy } from '../../domain/case-policy.ts'
import { at, given, opened, passed, person, reviewers } from '../../testing/cases.ts'
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

const refusal = {
  outcome: 'refuse',
  criterion: 'good-credit',
  problem: '有逾期贷款',
  advice: '结清后重新申报',
} as const

const attention: CaseEvent = {
  type: 'facts-supplied',
  data: {
    facts: [
      {
        kind: 'litigation',
        finding: 'attention',
        source: '法院',
        observedOn: '2025-03-01',
        org: 'court',
        at,
      },
    ],
  },
}

describe('what a pass must not pass over', () => {
  test('C1 an attention finding asks for an opinion at the next pass, once', () => {
    const state = given(opened(), attention)
    expect(pass(state)).toMatchObject({
      refusal: { code: 'attention-unanswered', facts: { kinds: ['litigation'], sources: ['法院'] } },
    })
    expect(pass(state, { verdict: refusal }).kind).toBe('accepted')
    const spoken = pass(state, { attentionOpinion: '案件已结，不影响经营' })
    if (spoken.kind !== 'accepted') throw new Error('not accepted')
    const next = spoken.events.reduce(caseAggregate.evolve, state)
    expect(pass(next, { step: 'bank', by: reviewers.bank }).kind).toBe('accepted')
  })

  test('C2 review begins with the first act of review and is told once', () => {
    const state = given(opened(), passed('task-force'))
    const decision = pass(state, { step: 'bank', by: reviewers.bank })
    expect(decision).toMatchObject({ kind: 'accepted', events: [{ type: 'step-taken' }] })
  })

  const bar: CaseEvent = {
    type: 'rules-fixed',
    data: { policy: { ...shippedCasePolicy, conflictedBankReviewer: 'bar' }, sequence: 1 },
  }
  const own = { ...reviewers.bank, bank: 'bank-z' }

  test.each(['bank-a', 'bank', 'bank-z'])(
    'A3 C2 a reviewer of %s, whose institution is intended, is flagged, and barred where the policy says so',
    bank => {
      const command = { step: 'bank', by: { ...own, bank } } as const
      const conflict = { bank, intendedBankId: 'bank-a' }
      expect(pass(given(opened(), passed('task-force')), command)).toMatchObject({
        events: [{ type: 'step-taken', data: { conflict } }],
      })
      expect(pass(given(opened(), bar, passed('task-force')), command)).toMatchObject({
        refusal: { code: 'conflict-of-interest', facts: conflict },
      })
    },
  )

  test('A3 C2 a reviewer of another institution has no conflict', () => {
    const command = { step: 'bank', by: { ...own, bank: 'other-a' } } as const
    const decision = pass(given(opened(), bar, passed('task-force')), command)
    expect(decision.kind).toBe('accepted')
    expect(JSON.stringify(decision)).not.toMatch(/conflict/)
  })

  const match: BlockMatch = {
    blockId: 'BL-511702-1',
    regionCode: '511702',
    kind: 'forbidden-use',
    source: '通报',
    ground: '贷款用途',
  }

  test('C8 C9 a pass that meets a new entry stands, and the case stops after it', () => {
    expect(pass(given(opened()), { matches: [match] })).toMatchObject({
      events: [{ type: 'review-begun.v1' }, { type: 'step-taken' }, { type: 'case-held' }],
      result: { stage: 'held' },
    })
  })

  test('C8 C9 what a person released does not stop the case again', () => {
    const released: readonly CaseEvent[] = [
      { type: 'case-held', data: { matches: [match] } },
      {
        type: 'case-released',
        data: { by: { org: 'o', sub: 's' }, at, reason: '无关', blockIds: [match.blockId] },
      },
    ]
    expect(pass(given(opened(), ...released), { matches: [match] })).toMatchObject({
      result: { stage: 'bank-review' },
    })
  })

  test('C2 a claimed case is acted on by its claimer only, until the claim ends', () => {
    const claim = (until: string): CaseEvent => ({
      type: 'case-claimed',
      data: { by: { org: 'org-x', sub: 'x' }, at, until },
    })
    expect(pass(given(opened(), claim('2025-03-06T02:00:00.000Z')))).toMatchObject({
      refusal: { code: 'claimed-by-other', facts: { claimedBy: 'x' } },
    })
    expect(pass(given(opened(), claim(at))).kind).toBe('accepted')
    const claimer = person('task-force', 'x')
    const decision = pass(given(opened(), claim('2025-03-06T02:00:00.000Z')), { by: claimer })
    expect(decision.kind).toBe('accepted')
  })
})
