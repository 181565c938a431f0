import { describe, expect, test } from 'vitest'
import type { PolicySetting } from '#shared/domain/policy.ts'
import { type PolicyState, policyAggregate } from '../../domain/policy.ts'
import { decideSetPolicy } from './decide.ts'

const said = (bodies: readonly (readonly [string, PolicySetting])[]): PolicyState =>
  bodies.reduce<PolicyState>((state, [today, body]) => {
    const decision = decideSetPolicy(state, { regionCode: '511702', today, body })
    return decision.kind === 'accepted' ? decision.events.reduce(policyAggregate.evolve, state) : state
  }, policyAggregate.initial)

describe('A region sets its policy', () => {
  test('D2 D3 without a day it holds from today; each word is a version of its own, with its reason', () => {
    const { versions } = said([
      ['2025-03-03', { profile: 'tongchuan', reason: '专班会议研究' }],
      ['2025-03-04', { profile: 'xinyang', effectiveFrom: '2025-04-01' }],
    ])
    expect(versions).toEqual([
      {
        regionCode: '511702',
        version: 1,
        effectiveFrom: '2025-03-03',
        setting: { profile: 'tongchuan', reason: '专班会议研究' },
      },
      { regionCode: '511702', version: 2, effectiveFrom: '2025-04-01', setting: { profile: 'xinyang' } },
    ])
  })

  test('D2 the same word again changes nothing, also on a later day; another one does', () => {
    const once = said([['2025-03-03', { decisionDays: 20 }]])
    const again = (today: string, body: PolicySetting) =>
      decideSetPolicy(once, { regionCode: '511702', today, body }).kind
    expect(again('2025-03-03', { decisionDays: 20 })).toBe('unchanged')
    expect(again('2025-05-03', { decisionDays: 20 })).toBe('unchanged')
    expect(again('2025-05-03', { decisionDays: 21 })).toBe('accepted')
  })

  test('H4 a word of the future does not hide the one in force, and none reaches back', () => {
    const state = said([
      ['2025-03-03', { decisionDays: 20 }],
      ['2025-03-03', { decisionDays: 10, effectiveFrom: '2025-06-01' }],
    ])
    const set = (today: string, body: PolicySetting) =>
      decideSetPolicy(state, { regionCode: '511702', today, body })
    expect(set('2025-03-04', { decisionDays: 20 }).kind).toBe('unchanged')
    expect(set('2025-06-02', { decisionDays: 10 }).kind).toBe('unchanged')
    expect(set('2025-06-02', { decisionDays: 10, effectiveFrom: '2025-06-01' })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'policy-in-the-past', errors: [{ pointer: '/effectiveFrom' }] },
    })
  })
})
