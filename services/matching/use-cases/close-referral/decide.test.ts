import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { type BankDecision, type PlanEvent, type PlanState, planAggregate } from '../../domain/plan.ts'
import { recommended } from '../../testing/examples.ts'
import { decideAcknowledgeRecall } from '../acknowledge-recall/decide.ts'
import { decideNoteSilence } from '../note-silence/decide.ts'
import { decideOpenPlan } from '../open-plan/decide.ts'
import { decidePushPlan, type PushPlan } from '../run-batch/decide.ts'
import { decideStopPlan } from '../stop-plan/decide.ts'
import { decideCloseReferral } from './decide.ts'

const application = recommended('A1', { lendingBankIds: ['boc-a'], intendedBankIds: ['abc-a'] })
const push = (bankIds: readonly string[]): PushPlan => ({
  batchId: 'MB-1',
  placement: {
    applicationId: 'A1',
    name: '企业A1',
    turn: 1,
    pushes: bankIds.map(bankId => ({
      referralId: `A1.${bankId}`,
      bankId,
      bankName: bankId,
      institutionId: bankId.slice(0, 3),
      reasons: [{ rule: 'intended', detail: '意向' }],
    })),
  },
  clocks: { decisionDays: 30, refusalWorkingDays: 5, rollToWorkingDay: false, onSilence: 'next-bank' },
  exposureWarningBp: 10_000,
  dispatchedOn: '2025-03-03',
})
const decision = (bankId: string, outcome: BankDecision['outcome'], day = '2025-03-20'): BankDecision => ({
  referralId: `A1.${bankId}`,
  bankId,
  outcome,
  decidedOn: day,
  ...(outcome === 'granted' ? { lineFen: 60_000_000 } : {}),
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

const stop = { reason: 'withdrawn', detail: '企业已撤回申报。', stoppedOn: '2025-03-08' } as const
const silence = { referralId: 'A1.boc-a', bankId: 'boc-a', hours: 72, noticedOn: '2025-03-06' }
const again = recommended('A1', { listId: 'RL-2', firstBankId: 'boc-a' })

const stopped = fold(eventsOf(decideStopPlan(pushed, stop)), pushed)
const replacing = fold(eventsOf(decideNoteSilence(pushed, silence)), pushed)
const reopened = fold(eventsOf(decideOpenPlan(concluded, again)), concluded)
const never = fold(eventsOf(decideStopPlan(planAggregate.initial, stop)))

describe('Push plan: every state × every command', () => {
  const states = {
    none: planAggregate.initial,
    waiting,
    pushed,
    replacing,
    concluded,
    reopened,
    stopped,
    never,
  }
  const statuses: Partial<Record<keyof typeof states, string>> = { replacing: 'waiting', reopened: 'waiting' }
  type Row = readonly [
    none: string,
    waiting: string,
    pushed: string,
    replacing: string,
    concluded: string,
    reopened: string,
    stopped: string,
    never: string,
  ]
  const [ok, same, pushedBefore, unknown] = ['accepted', 'unchanged', 'already-pushed', 'not-pushed-to-bank']
  const early = 'not-yet'
  const rows: readonly (readonly [string, (state: PlanState) => { kind: string }, Row])[] = [
    ['open', state => decideOpenPlan(state, application), [ok, same, same, same, same, ok, same, same]],
    ['come back repaired', state => decideOpenPlan(state, again), [ok, ok, ok, ok, ok, same, same, same]],
    [
      'push',
      state => decidePushPlan(state, push(['abc-b'])),
      [early, ok, pushedBefore, pushedBefore, pushedBefore, pushedBefore, 'push-stopped', 'push-stopped'],
    ],
    [
      'decision of a pushed bank',
      state => decideCloseReferral(state, decision('boc-a', 'granted')),
      [early, early, ok, ok, same, same, ok, unknown],
    ],
    [
      'decision of another bank',
      state => decideCloseReferral(state, decision('ccb-a', 'granted')),
      [early, early, unknown, unknown, unknown, unknown, unknown, unknown],
    ],
    [
      'silence of a pushed bank',
      state => decideNoteSilence(state, silence),
      [early, unknown, ok, same, same, same, same, unknown],
    ],
    ['stop', state => decideStopPlan(state, stop), [ok, ok, ok, ok, ok, ok, same, same]],
    [
      'acknowledgement',
      state => decideAcknowledgeRecall(state, { referralId: 'A1.boc-a', acknowledgedOn: '2025-03-09' }),
      [
        'not-recalled',
        'not-recalled',
        'not-recalled',
        ok,
        'not-recalled',
        'not-recalled',
        ok,
        'not-recalled',
      ],
    ],
  ]
  const cells = rows.flatMap(([command, run, row]) =>
    Object.entries(states).map(([name, state], at) => ({ command, run, name, state, expected: row[at] })),
  )
  test.each(cells)('D1 C7 E7 F1 $command in $name: $expected', ({ run, name, state, expected }) => {
    expect(state.status).toBe(statuses[name as keyof typeof states] ?? name)
    const decided = run(state) as ReturnType<typeof decideCloseReferral>
    expect(decided.kind === 'refused' ? decided.refusal.code : decided.kind).toBe(expected)
  })
})

test('C7 D4 a line corrected after its recall counts as corrected; the recall stays, and nothing is told or concluded again', () => {
  const said = (lineFen: number, sequence: number) => ({
    ...decision('boc-a', 'granted'),
    lineFen,
    sequence,
  })
  const recalled = fold(eventsOf(decideStopPlan(pushed, stop)), pushed)
  const seen = decideAcknowledgeRecall(recalled, { referralId: 'A1.boc-a', acknowledgedOn: '2025-03-25' })
  // The grant and its recall crossed.
  const granted = decideCloseReferral(fold(eventsOf(seen), recalled), said(160_000_000, 5))
  const state = fold([...eventsOf(seen), ...eventsOf(granted)], recalled)
  const corrected = eventsOf(decideCloseReferral(state, said(60_000_000, 9), '2025-04-02'))
  expect(corrected).toMatchObject([
    { type: 'referral-decided', data: { lineFen: 60_000_000, sequence: 9 } },
    { type: 'exposure-eased.v1', data: { grantedFen: 60_000_000, easedOn: '2025-04-02' } },
  ])
  expect(fold(corrected, state)).toMatchObject({
    status: 'stopped',
    referrals: [{ recall: { acknowledgedOn: '2025-03-25' } }, {}],
  })
  expect(decideCloseReferral(fold(corrected, state), said(160_000_000, 8))).toMatchObject({
    kind: 'unchanged',
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
    const last = eventsOf(decideCloseReferral(half, decision('boc-a', 'given-up', '2025-03-25'))).at(-1)
    expect(last).toEqual({
      type: 'application-concluded.v1',
      data: {
        applicationId: 'A1',
        uscc: application.uscc,
        regionCode: '511702',
        outcome: 'credited',
        concludedOn: '2025-04-02',
        listId: application.listId,
        demandCovered: expect.any(Boolean),
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
