import { expect, test } from 'vitest'
import { dueAfterWorkingDays, type PlainDay } from '#shared/domain/days.ts'
import { given, opened as openedCase, profile } from '../testing/cases.ts'
import { byOldCalendar, noon, waitingListOf } from '../testing/old-calendar.ts'
import { opened as openedSlip, slipOf } from '../testing/slips.ts'
import { chaseWorks } from '../use-cases/chase/decide.ts'
import { type Case, type CaseEvent, caseAggregate } from './case.ts'
import { caseViews } from './case-views.ts'
import type { Chased } from './chase.ts'
import { caseChased, slipChased } from './chased-works.ts'
import { type Slip, type SlipEvent, slipAggregate } from './slip.ts'
import { slipViews } from './slip-views.ts'

test('E2 F2 F3 a slip is counted again from its opening, or from the day it was last sent up or down', () => {
  const due = byOldCalendar('2025-12-24', 10)
  const slip = slipOf(openedSlip({ openedOn: '2025-12-24', due }))
  const sweep = (state: Slip, now: string) => {
    const decision = chaseWorks(state.status === 'none' ? undefined : slipChased(state), now)
    if (decision.kind !== 'accepted') throw new Error(decision.kind)
    const after = (decision.events as readonly SlipEvent[]).reduce(slipAggregate.evolve, state)
    return {
      after,
      log: decision.events.map(({ type, data }) => ('due' in data ? `${type} ${data.due.dueOn}` : type)),
    }
  }
  expect(waitingListOf(slipViews(slip))).toMatch(/^provisional#2026#[0-7]$/)
  const { after, log } = sweep(slip, noon('2025-12-25'))
  expect(log).toEqual(['due-recomputed 2026-01-08'])
  expect(waitingListOf(slipViews(after))).toBeUndefined()
  const by = { org: 'o', sub: 's' }
  const raise = { toRegion: '511700', reason: 'r', by, at: noon('2025-12-26') }
  const raised = slipOf(openedSlip({ openedOn: '2025-12-01', due: byOldCalendar('2025-12-01', 10) }), {
    type: 'slip-raised',
    data: { ...raise, due: byOldCalendar('2025-12-26', 10) },
  })
  expect(sweep(raised, noon('2025-12-27')).after).toMatchObject({
    due: dueAfterWorkingDays('2025-12-26', 10),
  })
})

test('E2 C1 each open request of a case is counted again for itself, an answered one is not', () => {
  const asked = (requestId: string, department: string, day: PlainDay) => {
    const { dueOn, rule: dueRule } = byOldCalendar(day, 5)
    return {
      ...{ requestId, department, dueOn, dueRule },
      ...{ kind: 'operations' as const, by: { org: 'o', sub: 's' }, at: noon(day) },
    }
  }
  const file = given(
    openedCase(),
    {
      type: 'facts-requested',
      data: {
        requests: [
          asked('FR1', 'tax', '2025-12-10'),
          asked('FR2', 'court', '2025-12-29'),
          asked('FR3', 'market', '2025-12-29'),
        ],
      },
    },
    {
      type: 'facts-supplied',
      data: {
        facts: [
          {
            ...{ kind: 'operations', finding: 'normal', source: '年报', observedOn: '2025-12-29' },
            ...{ org: 'market', at: noon('2025-12-30') },
          },
        ],
      },
    },
  )
  const chased = (state: Case): Chased | undefined =>
    state.status === 'none' ? undefined : caseChased(state)
  expect(waitingListOf(caseViews(given(openedCase())))).toBeUndefined()
  expect(caseViews(given(openedCase())).some(({ name }) => name === 'provisional')).toBe(false)
  expect(waitingListOf(caseViews(file))).toMatch(/^provisional#2026#[0-7]$/)
  const decision = chaseWorks(chased(file), noon('2025-12-15'))
  if (decision.kind !== 'accepted') throw new Error(decision.kind)
  const workId = `${profile().applicationId}.FR2`
  const due = dueAfterWorkingDays('2025-12-29', 5)
  expect(due.dueOn).not.toBe(byOldCalendar('2025-12-29', 5).dueOn)
  expect(decision.events.filter(({ type }) => type === 'due-recomputed')).toEqual([
    { type: 'due-recomputed', data: { kind: 'fact-request', workId, due } },
  ])
  const after = (decision.events as readonly CaseEvent[]).reduce(caseAggregate.evolve, file)
  expect(after).toMatchObject({
    file: {
      factRequests: [
        { requestId: 'FR1', dueOn: '2025-12-17' },
        { requestId: 'FR2', dueOn: due.dueOn, dueRule: due.rule, provisional: false },
        { requestId: 'FR3', dueOn: byOldCalendar('2025-12-29', 5).dueOn },
      ],
    },
  })
  expect(waitingListOf(caseViews(after))).toBeUndefined()
})
