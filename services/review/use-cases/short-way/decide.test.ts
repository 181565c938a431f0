import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ReviewLevel } from '#shared/contracts/vocabulary.ts'
import { type Case, type CaseEvent, caseAggregate } from '../../domain/case.ts'
import { shippedCasePolicy } from '../../domain/case-policy.ts'
import { type Step, statuses } from '../../domain/stages.ts'
import { at, given, listed, opened, passed, person, recommended, reviewers } from '../../testing/cases.ts'
import { recommend } from '../recommend/decide.ts'
import { takeStep } from '../take-step/decide.ts'
import { takeShortWay } from './decide.ts'

const all = ['task-force', 'bank', 'leader'] as const
const through: readonly CaseEvent[] = [...all, 'confirmation' as const].map(passed)
const under = (repairedLevels: readonly ReviewLevel[]): Case =>
  given(
    opened(),
    { type: 'rules-fixed', data: { policy: { ...shippedCasePolicy, repairedLevels }, sequence: 1 } },
    ...through,
    listed,
    recommended,
  )
const repaired = { coachingId: 'A-01-CO1', bankId: 'bank-b', on: '2025-04-01' }
const begin = (state: Case): Case => {
  const decision = takeShortWay(state, repaired)
  if (decision.kind !== 'accepted') throw new Error(decision.kind)
  return decision.events.reduce(caseAggregate.evolve, state)
}
const pass = (state: Case, step: Step, by = reviewers[step]) =>
  takeStep(state, { step, verdict: { outcome: 'pass' }, opinion: '同意', by, at })

describe('F1 the short way', () => {
  test('F1 by default the leader alone looks again, then the list', () => {
    const state = begin(under(['leader']))
    expect(state).toMatchObject({ status: 'leader-review', file: { chain: ['leader'] } })
    expect(pass(state, 'leader')).toMatchObject({ result: { stage: 'awaiting-list' } })
  })

  test('F1 with no level named it waits for the next list at once', () => {
    expect(begin(under([])).status).toBe('awaiting-list')
  })

  test('F1 the bank that refused is named on the next recommendation, and only on that one', () => {
    const next: CaseEvent = { type: 'case-listed', data: { listId: 'RL-2' } }
    const onList = [next].reduce(caseAggregate.evolve, begin(under([])))
    const decision = recommend(onList, { listId: 'RL-2', signedOn: '2025-04-02' })
    expect(decision).toMatchObject({
      events: [{ type: 'application-recommended.v1', data: { listId: 'RL-2', firstBankId: 'bank-b' } }],
    })
    if (decision.kind !== 'accepted') throw new Error(decision.kind)
    const after = decision.events.reduce(caseAggregate.evolve, onList)
    expect(after).toMatchObject({ status: 'recommended', file: { rounds: [{ listId: 'RL-2' }] } })
    const first = recommend(given(opened(), ...through, listed), {
      listId: recommended.type === 'application-recommended.v1' ? recommended.data.listId : '',
      signedOn: '2025-03-03',
    })
    expect(first).toMatchObject({
      events: [{ data: expect.not.objectContaining({ firstBankId: expect.anything() }) }],
    })
  })

  test('C2 F1 four eyes: the leader may look again, whoever took another level may not', () => {
    const state = begin(under(['leader']))
    expect(pass(state, 'leader', reviewers.leader).kind).toBe('accepted')
    const { org, sub } = reviewers['task-force']
    expect(pass(state, 'leader', person('leader', sub, undefined, org))).toMatchObject({
      refusal: { code: 'same-person', facts: { taken: 'task-force' } },
    })
  })

  test('C2 F1 nobody takes two levels of the round', () => {
    const state = begin(under(['task-force', 'leader']))
    const first = pass(state, 'task-force', person('task-force', 'new'))
    if (first.kind !== 'accepted') throw new Error(first.kind)
    const next = first.events.reduce(caseAggregate.evolve, state)
    expect(pass(next, 'leader', person('leader', 'new'))).toMatchObject({ refusal: { code: 'same-person' } })
  })

  test('F1 told twice, one round is begun; a withdrawn application has none', () => {
    expect(takeShortWay(begin(under(['leader'])), repaired).kind).toBe('unchanged')
    const withdrawn: CaseEvent = {
      type: 'case-withdrawn',
      data: { reason: 'by-enterprise', withdrawnOn: '2025-03-20' },
    }
    const state = [withdrawn].reduce(caseAggregate.evolve, under(['leader']))
    expect(takeShortWay(state, repaired)).toMatchObject({ refusal: { code: 'wrong-stage' } })
  })

  test('F1 a repair for another bank waits for the running round, and begins when its list is signed', () => {
    const second = { ...repaired, coachingId: 'A-01-CO2', bankId: 'bank-c' }
    const apply = (state: Case, decision: { kind: string; events?: readonly CaseEvent[] }): Case => {
      if (!decision.events) throw new Error(decision.kind)
      return decision.events.reduce(caseAggregate.evolve, state)
    }
    const running = begin(under(['leader']))
    const waiting = apply(running, takeShortWay(running, second))
    expect(waiting).toMatchObject({
      status: 'leader-review',
      file: { waitingRounds: [{ firstBankId: 'bank-c' }] },
    })
    expect(takeShortWay(waiting, second).kind).toBe('unchanged')
    const reviewed = apply(waiting, pass(waiting, 'leader'))
    const onList = caseAggregate.evolve(reviewed, { type: 'case-listed', data: { listId: 'RL-2' } })
    const decision = recommend(onList, { listId: 'RL-2', signedOn: '2025-04-02' })
    expect(decision).toMatchObject({
      events: [
        { type: 'application-recommended.v1', data: { firstBankId: 'bank-b' } },
        { type: 'round-begun', data: { firstBankId: 'bank-c', levels: ['leader'], begunOn: '2025-04-02' } },
      ],
    })
    const next = apply(onList, decision)
    expect(next).toMatchObject({
      status: 'leader-review',
      file: { waitingRounds: [], rounds: [{ listId: 'RL-2' }, {}] },
    })
    // The list's own event again, and the repair again: nothing more.
    expect(recommend(next, { listId: 'RL-2', signedOn: '2025-04-02' }).kind).toBe('unchanged')
    expect(takeShortWay(next, second).kind).toBe('unchanged')
    const last = caseAggregate.evolve(apply(next, pass(next, 'leader')), {
      type: 'case-listed',
      data: { listId: 'RL-3' },
    })
    expect(recommend(last, { listId: 'RL-3', signedOn: '2025-04-09' })).toMatchObject({
      events: [{ type: 'application-recommended.v1', data: { firstBankId: 'bank-c' } }],
    })
  })

  test.each(statuses.filter(status => status !== 'recommended'))('F1 no short way from %s', status => {
    const state = { ...under(['leader']), status } as Case
    expect(takeShortWay(state, repaired)).toMatchObject({
      refusal: { code: 'wrong-stage', facts: { stage: status } },
    })
  })
})

test('F1 the short way never skips a level that the policy names', () => {
  let allTheWay = 0
  const anyDeed = fc.record({
    step: fc.constantFrom<Step>(...all, 'confirmation'),
    who: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  })
  fc.assert(
    fc.property(
      fc.subarray([...all]),
      fc.array(anyDeed, { minLength: 1, maxLength: 12 }),
      (levels, deeds) => {
        let state = begin(under(levels))
        const taken: { step: Step; who: string }[] = []
        for (const { step, who } of deeds) {
          const decision = pass(state, step, person(reviewers[step].role, who))
          if (decision.kind !== 'accepted') continue
          taken.push({ step, who })
          state = decision.events.reduce(caseAggregate.evolve, state)
        }
        expect(taken.map(({ step }) => step)).toEqual(levels.slice(0, taken.length))
        expect(new Set(taken.map(({ who }) => who)).size).toBe(taken.length)
        expect(state.status === 'awaiting-list').toBe(taken.length === levels.length)
        if (taken.length === 3) allTheWay += 1
      },
    ),
    { numRuns: 2000 },
  )
  expect(allTheWay).toBeGreaterThan(20)
})
