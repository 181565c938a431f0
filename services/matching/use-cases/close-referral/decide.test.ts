import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { type BankDecision, type PlanEvent, type PlanState, planAggregate } from '../../domain/plan.ts'
import { recommended } from '../../testing/examples.ts'
import { decideOpenPlan } from '../open-plan/decide.ts'
import { decidePushPlan, type PushPlan } from '../run-batch/decide.ts'
import { decideCloseReferral } from './decide.ts'

const application = recommended('A1', { lendingBankIds: ['boc-a'], intendedBankIds: ['abc-a'] })
const push = (bankIds: readonly string[]): PushPlan => ({
  batchId: 'MB-1',
  placement: {
    applicationId: 'A1',
    name: '企业A1',
    pushes: bankIds.map(bankId => ({
      bankId,
      bankName: bankId,
      institutionId: bankId.slice(0, 3),
      reasons: [{ rule: 'intended', detail: '意向' }],
    })),
  },
  clocks: { decisionDays: 30, refusalWorkingDays: 5, rollToWorkingDay: false },
  dispatchedOn: '2025-03-03',
})
const decision = (bankId: string, outcome: BankDecision['outcome'], day = '2025-03-20'): BankDecision => ({
  bankId,
  outcome,
  decidedOn: day,
})
const fold = (events: readonly PlanEvent[], from: PlanState = planAggregate.initial): PlanState =>
  events.reduce(planAggregate.evolve, from)
const eventsOf = (decided: { kind: string; events?: readonly PlanEvent[] }) => decided.events ?? []

const waiting = fold(eventsOf(decideOpenPlan(planAggregate.initial, application)))
const pushed = fold(eventsOf(decidePushPlan(waiting, push(['boc-a', 'abc-a']))), waiting)
const concluded = ['boc-a', 'abc-a'].reduce(
  (state, bankId) => fold(eventsOf(decideCloseReferral(state, decision(bankId, 'refused'))), state),
  pushed,
)

describe('Push plan: every state × every command', () => {
  const states = { none: planAggregate.initial, waiting, pushed, concluded }
  const commands = {
    open: (state: PlanState) => decideOpenPlan(state, application),
    push: (state: PlanState) => decidePushPlan(state, push(['boc-a'])),
    'decision of a pushed bank': (state: PlanState) =>
      decideCloseReferral(state, decision('boc-a', 'granted')),
    'decision of another bank': (state: PlanState) =>
      decideCloseReferral(state, decision('ccb-a', 'granted')),
  }
  const table: Record<keyof typeof commands, Record<keyof typeof states, string>> = {
    open: { none: 'accepted', waiting: 'unchanged', pushed: 'unchanged', concluded: 'unchanged' },
    push: {
      none: 'not-yet',
      waiting: 'accepted',
      pushed: 'already-pushed',
      concluded: 'already-pushed',
    },
    'decision of a pushed bank': {
      none: 'not-yet',
      waiting: 'not-yet',
      pushed: 'accepted',
      concluded: 'unchanged',
    },
    'decision of another bank': {
      none: 'not-yet',
      waiting: 'not-yet',
      pushed: 'not-pushed-to-bank',
      concluded: 'not-pushed-to-bank',
    },
  }
  const cells = Object.entries(table).flatMap(([command, row]) =>
    Object.entries(row).map(([status, expected]) => [command, status, expected] as const),
  )
  test.each(cells)('D1 %s in %s: %s', (command, status, expected) => {
    const state = states[status as keyof typeof states]
    expect(state.status).toBe(status)
    const decided = commands[command as keyof typeof commands](state)
    expect(decided.kind === 'refused' ? decided.refusal.code : decided.kind).toBe(expected)
  })
})

describe('What a bank is told', () => {
  const [first, second] = eventsOf(decidePushPlan(waiting, push(['boc-a', 'abc-a'])))

  test('D3 each referral says its relation, the number of others and the clocks of the policy', () => {
    expect(first).toMatchObject({
      type: 'referral-dispatched.v1',
      data: {
        referralId: 'A1.boc-a',
        existingRelation: true,
        otherBanks: 1,
        listId: 'RL-1',
        clocks: { decisionDays: 30, refusalWorkingDays: 5, rollToWorkingDay: false },
      },
    })
    expect(second).toMatchObject({ data: { referralId: 'A1.abc-a', existingRelation: false, otherBanks: 1 } })
  })

  test('H3 and never which other banks the enterprise named or borrows from', () => {
    expect(Object.keys(first?.data ?? {})).not.toContain('intendedBankIds')
    expect(JSON.stringify(first)).not.toContain('abc-a')
  })
})

describe('Conclusion', () => {
  test('B11 one grant is enough for credited, and the last day counts', () => {
    const half = fold(
      eventsOf(decideCloseReferral(pushed, decision('abc-a', 'granted', '2025-04-02'))),
      pushed,
    )
    const [, last] = eventsOf(decideCloseReferral(half, decision('boc-a', 'given-up', '2025-03-25')))
    expect(last).toEqual({
      type: 'application-concluded.v1',
      data: {
        applicationId: 'A1',
        uscc: application.uscc,
        regionCode: '511702',
        outcome: 'credited',
        concludedOn: '2025-04-02',
      },
    })
  })

  const banks = ['abc-a', 'boc-a', 'ccb-a']
  const historyArb = fc
    .tuple(
      fc.subarray(banks, { minLength: 1 }),
      fc.array(fc.constantFrom('granted', 'refused', 'given-up'), { minLength: 3, maxLength: 3 }),
      fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 8 }),
    )
    .chain(([told, outcomes, repeats]) => {
      const decisions = told.map((bankId, i) => decision(bankId, outcomes[i] ?? 'refused', `2025-03-1${i}`))
      const doubled = [...decisions, ...repeats.flatMap(i => decisions[i] ?? [])]
      return fc.record({
        told: fc.constant(told),
        decisions: fc.constant(decisions),
        order: fc.shuffledSubarray(doubled, { minLength: doubled.length }),
      })
    })

  property.prop([historyArb], { numRuns: 2000 })(
    'B11 concluded exactly once, with the same outcome, in whatever order and however often decisions come',
    ({ told, decisions, order }) => {
      let state = fold(eventsOf(decidePushPlan(waiting, push(told))), waiting)
      const concluding: PlanEvent[] = []
      const heard = new Set<string>()
      for (const each of order) {
        const events = eventsOf(decideCloseReferral(state, each))
        state = fold(events, state)
        heard.add(each.bankId)
        concluding.push(...events.filter(event => event.type === 'application-concluded.v1'))
        expect(concluding).toHaveLength(heard.size === told.length ? 1 : 0)
      }
      const granted = decisions.some(each => each.outcome === 'granted')
      expect(concluding[0]?.data).toMatchObject({
        outcome: granted ? 'credited' : 'not-credited',
        concludedOn: `2025-03-1${told.length - 1}`,
      })
    },
  )
})
