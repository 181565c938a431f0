import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { at, given, listed, opened, passed, person, reviewers } from '../testing/cases.ts'
import { takeStep, type Verdict } from '../use-cases/take-step/decide.ts'
import { type Case, type CaseEvent, caseAggregate } from './case.ts'
import { type CasePolicy, shippedCasePolicy } from './case-policy.ts'
import { type Step, stepLabels } from './stages.ts'

const levels = ['task-force', 'bank', 'leader'] as const
const allSteps = Object.keys(stepLabels) as Step[]

const step =
  (name: Step, by = reviewers[name], verdict: Verdict = { outcome: 'pass' }) =>
  (state: Case) =>
    takeStep(state, { step: name, verdict, opinion: '同意', by, at })

const under = (policy: Partial<CasePolicy>, ...events: readonly CaseEvent[]): Case =>
  given(
    opened(),
    { type: 'rules-fixed', data: { policy: { ...shippedCasePolicy, ...policy }, sequence: 1 } },
    ...events,
  )

const statusOf = (state: Case): string => state.status

/** Written out here a second time: what a chain leaves to the county. */
const leftOver: Record<string, readonly Step[]> = {
  'task-force': ['bank', 'leader'],
  bank: ['leader'],
  'task-force,bank': ['leader'],
  leader: [],
  'task-force,leader': [],
  'bank,leader': [],
  'task-force,bank,leader': [],
}

const everyChain = [1, 2, 3, 4, 5, 6, 7].flatMap(bits =>
  [true, false].map(industryConfirmation => ({
    reviewLevels: levels.filter((_, index) => (bits >> index) & 1),
    industryConfirmation,
  })),
)

describe('every chain that a policy can ask for', () => {
  test.each(everyChain)('C2 C3 $reviewLevels, confirmation $industryConfirmation', chain => {
    const required: readonly Step[] = [
      ...chain.reviewLevels,
      ...(chain.industryConfirmation ? (['confirmation'] as const) : []),
    ]
    const further = leftOver[chain.reviewLevels.join()] ?? []
    let state = under(chain)
    for (const taken of required) {
      const open = taken === 'confirmation' ? [taken, ...further.slice(0, 1)] : [taken]
      for (const other of allSteps)
        if (!open.includes(other))
          expect(step(other)(state)).toMatchObject({
            refusal: { code: 'wrong-stage', facts: { next: taken } },
          })
      const decision = step(taken)(state)
      if (decision.kind !== 'accepted') throw new Error(`${taken} was not accepted`)
      state = decision.events.reduce(caseAggregate.evolve, state)
    }
    expect(state).toMatchObject({ status: 'awaiting-list' })
    if (state.status === 'none') throw new Error('the case is gone')
    expect(state.file.steps.map(taken => taken.step)).toEqual(required)
  })
})

describe('further levels of a short chain', () => {
  const [tf, bank, leader, confirmation] = allSteps.map(passed) as [
    CaseEvent,
    CaseEvent,
    CaseEvent,
    CaseEvent,
  ]
  const states: Record<string, { readonly state: Case; readonly open: readonly Step[] }> = {
    'task-force-review': { state: under({}), open: ['task-force'] },
    confirmation: { state: under({}, tf), open: ['bank', 'confirmation'] },
    'confirmation, bank taken': { state: under({}, tf, bank), open: ['leader', 'confirmation'] },
    'confirmation, both taken': { state: under({}, tf, bank, leader), open: ['confirmation'] },
    'awaiting-list': { state: under({}, tf, confirmation), open: ['bank'] },
    'awaiting-list, bank taken before': { state: under({}, tf, bank, confirmation), open: ['leader'] },
    'awaiting-list, bank taken here': { state: under({}, tf, confirmation, bank), open: ['leader'] },
    'awaiting-list, both taken': { state: under({}, tf, bank, confirmation, leader), open: [] },
    listed: { state: under({}, tf, confirmation, listed), open: [] },
  }

  test.each(
    Object.entries(states).flatMap(([name, cell]) => allSteps.map(taken => ({ name, ...cell, taken }))),
  )('C2 national minimum, $name: $taken', ({ name, state, open, taken }) => {
    expect(statusOf(state)).toBe(name.split(',')[0])
    const decision = step(taken)(state)
    if (!open.includes(taken)) expect(decision).toMatchObject({ refusal: { code: 'wrong-stage' } })
    else {
      if (decision.kind !== 'accepted') throw new Error(`${taken} was not accepted`)
      const after = decision.events.reduce(caseAggregate.evolve, state)
      const moved = { 'task-force': 'confirmation', confirmation: 'awaiting-list' }[taken as string]
      expect(statusOf(after)).toBe(moved ?? statusOf(state))
    }
  })

  test('C2 the refusal of a skipped level names the one that may be added', () => {
    expect(step('leader')(under({}, tf))).toMatchObject({
      refusal: {
        detail:
          '该申请现为“待行业主管部门确认”，不能办理“专班组长审核”；下一步是“行业主管部门确认”，也可加办“专班银行审核”。',
      },
    })
  })

  test('C2 C6 a further level may send back or refuse, and that ends the case', () => {
    const back = step('bank', reviewers.bank, { outcome: 'return', missing: ['场地证明'] })(under({}, tf))
    expect(back).toMatchObject({ result: { stage: 'returned' } })
    const verdict = {
      outcome: 'refuse',
      criterion: 'good-credit',
      problem: '有逾期',
      advice: '结清',
    } as const
    const refused = step('leader', reviewers.leader, verdict)(under({}, tf, confirmation, bank))
    expect(refused).toMatchObject({ result: { stage: 'refused' } })
  })

  test('C2 C3 three levels and confirmation end as the minimum does', () => {
    expect(statusOf(under({}, tf, bank, leader, confirmation))).toBe('awaiting-list')
    expect(statusOf(under({}, tf, confirmation))).toBe('awaiting-list')
  })
})

test('C2 random steps by few people under random chains: levels only in their order, nobody twice, required ones all taken', () => {
  const added = new Set<string>()
  const anyDeed = fc.record({
    name: fc.constantFrom<Step>(...allSteps),
    who: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  })
  fc.assert(
    fc.property(fc.constantFrom(...everyChain), fc.array(anyDeed, { maxLength: 20 }), (chain, deeds) => {
      let state = under(chain)
      const taken: { name: Step; who: string }[] = []
      for (const { name, who } of deeds) {
        const decision = step(name, person(reviewers[name].role, who, undefined, 'county'))(state)
        if (decision.kind !== 'accepted') continue
        taken.push({ name, who })
        state = decision.events.reduce(caseAggregate.evolve, state)
      }
      const places = taken
        .filter(({ name }) => name !== 'confirmation')
        .map(({ name }) => allSteps.indexOf(name))
      expect(places).toEqual([...new Set(places)].sort())
      expect(new Set(taken.map(({ who }) => who)).size).toBe(taken.length)
      const names = taken.map(({ name }) => name)
      const required = chain.reviewLevels.filter(level => names.includes(level))
      expect(required).toEqual(chain.reviewLevels.slice(0, required.length))
      const further = names.filter(name => name !== 'confirmation' && !required.includes(name as never))
      const allowed = leftOver[chain.reviewLevels.join()] ?? []
      expect(further).toEqual(allowed.slice(0, further.length))
      if (further.length > 0) expect(required).toEqual(chain.reviewLevels)
      for (const name of further) added.add(name)
      const confirmed = !chain.industryConfirmation || names.includes('confirmation')
      expect(state.status === 'awaiting-list').toBe(
        required.length === chain.reviewLevels.length && confirmed,
      )
    }),
    { numRuns: 3000 },
  )
  expect([...added].sort()).toEqual(['bank', 'leader'])
})
