import { describe, expect, test } from 'vitest'
import { profiles } from '#shared/domain/policy.ts'
import { type PlanEvent, type PlanState, planAggregate } from '../../domain/plan.ts'
import { branch, product, recommended } from '../../testing/examples.ts'
import { decideCloseReferral } from '../close-referral/decide.ts'
import { decideNoteSilence } from '../note-silence/decide.ts'
import { decideOpenPlan } from '../open-plan/decide.ts'
import { decideStopPlan } from '../stop-plan/decide.ts'
import { decidePushPlan } from './decide.ts'
import { decideEndSearch } from './end-search.ts'

const policy = {
  ...profiles.tongchuan,
  prioritySectors: [],
  reviewLevels: [],
  repairedLevels: [],
  entityKinds: [],
  batchWeekdays: [],
}
const marketOf = (...bankIds: readonly string[]) => ({
  banks: bankIds.map(id => branch(id)),
  products: bankIds.map(id => product(`p-${id}`, id)),
})
const search = (market = marketOf('boc-a', 'abc-a')) => ({
  batchId: 'MB-2',
  market,
  policy,
  on: '2025-03-10',
})

type Decided = { readonly kind: string; readonly events?: readonly PlanEvent[] }
type Step = (state: PlanState) => Decided
const stateAfter = (...steps: readonly Step[]): PlanState =>
  steps.reduce<PlanState>(
    (state, step) => (step(state).events ?? []).reduce(planAggregate.evolve, state),
    planAggregate.initial,
  )

const opened: Step = state => decideOpenPlan(state, recommended('A1'))
const pushedTo =
  (...bankIds: readonly string[]): Step =>
  state =>
    decidePushPlan(state, {
      batchId: 'MB-1',
      placement: {
        applicationId: 'A1',
        name: '企业A1',
        turn: 'turn' in state ? state.turn : 0,
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
const said = (bankId: string, lineFen?: number) => ({
  referralId: `A1.${bankId}`,
  bankId,
  decidedOn: '2025-03-08',
  ...(lineFen === undefined ? { outcome: 'refused' as const } : { outcome: 'granted' as const, lineFen }),
})
const refuses =
  (bankId: string): Step =>
  state =>
    decideCloseReferral(state, said(bankId))
const grants =
  (bankId: string): Step =>
  state =>
    decideCloseReferral(state, said(bankId, 60_000_000))
const silent =
  (bankId: string): Step =>
  state =>
    decideNoteSilence(state, { referralId: `A1.${bankId}`, bankId, hours: 72, noticedOn: '2025-03-06' })
const searched: Step = state => decideEndSearch(state, search())

const typesOf = ({ events }: Decided) => (events ?? []).map(({ type }) => type)
const concluding = ({ events }: Decided) =>
  (events ?? []).find(({ type }) => type === 'application-concluded.v1')?.data

describe('B11 E7 a silent bank is called back and no other is left', () => {
  test('B11 the batch that finds nobody concludes: credited when another bank had granted', () => {
    const state = stateAfter(opened, pushedTo('boc-a', 'abc-a'), silent('boc-a'), grants('abc-a'))
    expect(state.status).toBe('waiting')
    expect(typesOf(searched(state))).toEqual(['nobody-left', 'application-concluded.v1'])
    expect(concluding(searched(state))).toMatchObject({
      outcome: 'credited',
      concludedOn: '2025-03-10',
      listId: 'RL-1',
      demandCovered: false,
    })
  })

  test('B11 and not credited when none had, also when no bank ever decided', () => {
    for (const steps of [[silent('boc-a')], [silent('boc-a'), refuses('abc-a')]]) {
      const state = stateAfter(opened, pushedTo('boc-a', ...(steps.length > 1 ? ['abc-a'] : [])), ...steps)
      const ended = decideEndSearch(state, search(marketOf('boc-a', ...(steps.length > 1 ? ['abc-a'] : []))))
      expect(concluding(ended)).toMatchObject({ outcome: 'not-credited', concludedOn: '2025-03-10' })
    }
  })

  test('B11 the batch may come before the last decision: that one concludes, and whoever comes first, once', () => {
    const before = stateAfter(opened, pushedTo('boc-a', 'abc-a'), silent('boc-a'))
    expect(typesOf(searched(before))).toEqual(['nobody-left'])
    const state = stateAfter(opened, pushedTo('boc-a', 'abc-a'), silent('boc-a'), searched)
    expect(searched(state).kind).toBe('unchanged')
    expect(concluding(grants('abc-a')(state))).toMatchObject({
      outcome: 'credited',
      concludedOn: '2025-03-08',
    })
    const concluded = stateAfter(
      opened,
      pushedTo('boc-a', 'abc-a'),
      silent('boc-a'),
      searched,
      grants('abc-a'),
    )
    expect(concluded.status).toBe('concluded')
    expect([searched, grants('abc-a'), silent('abc-a')].map(step => step(concluded).kind)).toEqual([
      'unchanged',
      'unchanged',
      'unchanged',
    ])
  })

  test('E7 the last bank falls silent too: the search begins anew and the next batch concludes', () => {
    const state = stateAfter(opened, pushedTo('boc-a', 'abc-a'), silent('boc-a'), searched, silent('abc-a'))
    expect(state).toMatchObject({ status: 'waiting', vacancies: 2 })
    expect(concluding(searched(state))).toMatchObject({ outcome: 'not-credited' })
  })

  test('F1 a repaired application that nobody is left for is concluded as well', () => {
    const again: Step = state => decideOpenPlan(state, recommended('A1', { listId: 'RL-2' }))
    const state = stateAfter(opened, pushedTo('boc-a', 'abc-a'), refuses('boc-a'), refuses('abc-a'), again)
    expect(concluding(searched(state))).toMatchObject({ outcome: 'not-credited', listId: 'RL-2' })
  })
})

describe('B11 the search goes on', () => {
  const replacing = stateAfter(opened, pushedTo('boc-a', 'abc-a'), silent('boc-a'), grants('abc-a'))

  test('E7 while a bank is left, be it full today', () => {
    const full = { ...branch('ccb-a'), batchCapacity: 0 }
    const market = { banks: [...marketOf('boc-a', 'abc-a').banks, full], products: [product('p', 'ccb-a')] }
    expect(decideEndSearch(replacing, search(market)).kind).toBe('unchanged')
  })

  test('D3 while another branch of an institution that still weighs it may be told later', () => {
    const weighed = stateAfter(opened, pushedTo('boc-a', 'abc-a'), silent('boc-a'))
    expect(decideEndSearch(weighed, search(marketOf('boc-a', 'abc-a', 'abc-b'))).kind).toBe('unchanged')
  })

  test('D1 for an application that no bank was ever told of: it waits for banks to come', () => {
    expect(decideEndSearch(stateAfter(opened), search(marketOf())).kind).toBe('unchanged')
  })

  test('E7 a bank that registers after all is told, as long as the last one weighs', () => {
    const state = stateAfter(opened, pushedTo('boc-a', 'abc-a'), silent('boc-a'), searched)
    expect(state.status).toBe('waiting')
    const told = stateAfter(
      opened,
      pushedTo('boc-a', 'abc-a'),
      silent('boc-a'),
      searched,
      pushedTo('ccb-a'),
      grants('abc-a'),
    )
    expect(told.status).toBe('pushed')
    expect(concluding(refuses('ccb-a')(told))).toMatchObject({ outcome: 'credited' })
  })

  test('C7 and nothing is concluded that was stopped, pushed or never recommended', () => {
    const stop: Step = state =>
      decideStopPlan(state, { reason: 'withdrawn', detail: '撤回', stoppedOn: '2025-03-07' })
    const stopped = stateAfter(opened, pushedTo('boc-a', 'abc-a'), silent('boc-a'), stop)
    for (const state of [
      planAggregate.initial,
      stateAfter(stop),
      stateAfter(opened, pushedTo('boc-a')),
      stopped,
    ])
      expect(searched(state).kind).toBe('unchanged')
  })
})
