import { expect, test } from 'vitest'
import { lastPublishedYear } from '#shared/domain/days.ts'
import { apply, bodies, recalled, referralIn } from '../testing/feedback.ts'
import { clocksOf } from './clocks.ts'
import type { Referral } from './referral.ts'

// Material complete on 2026-03-12: due on Monday 2026-04-13.
test('E1 the decision clock runs to its day and is overdue after it', () => {
  const state = referralIn('materials-completed')
  expect(clocksOf(state, '2026-03-12').decision).toMatchObject({ state: 'running', dueOn: '2026-04-13' })
  expect(clocksOf(state, '2026-04-13').decision.state).toBe('running')
  expect(clocksOf(state, '2026-04-14').decision).toMatchObject({ state: 'overdue' })
  expect(clocksOf(state, '2026-04-14').decision).not.toHaveProperty('endedOn')
})

test('E1 a decision stops the clock: in time it is met for ever, late it stays overdue', () => {
  const state = referralIn('materials-completed')
  const on = (decidedOn: string) => apply(state, { ...bodies.granted, decidedOn }, '2026-05-01') as Referral
  expect(clocksOf(on('2026-04-13'), '2027-01-01').decision).toMatchObject({
    state: 'met',
    endedOn: '2026-04-13',
  })
  expect(clocksOf(on('2026-04-14'), '2026-05-01').decision).toMatchObject({
    state: 'overdue',
    endedOn: '2026-04-14',
  })
})

test('E1 E2 before their day neither clock has started', () => {
  const notStarted = { decision: { state: 'not-started' }, refusalFeedback: { state: 'not-started' } }
  expect(clocksOf(referralIn('contacted'), '2026-03-31')).toEqual(notStarted)
  expect(clocksOf(referralIn('given-up'), '2026-03-31')).toEqual(notStarted)
})

test('E1 a due day beyond the published calendar is marked provisional, with its rule', () => {
  const contacted = referralIn('contacted')
  const [occurredOn, today] = [`${lastPublishedYear}-12-20`, `${lastPublishedYear}-12-31`]
  const state = apply(contacted, { type: 'materials-completed', occurredOn }, today)
  const { decision } = clocksOf(state as Referral, today)
  expect(decision).toMatchObject({ provisional: true })
  expect('rule' in decision && decision.rule).toMatch(/30日.*尚未公布/)
})

test('C7 E1 a recall ends the clock of the decision: what is called back is not overdue', () => {
  const state = recalled(referralIn('materials-completed'))
  expect(clocksOf(state, '2026-06-01').decision).toMatchObject({ state: 'met', endedOn: '2026-03-24' })
  expect(clocksOf(recalled(referralIn('contacted')), '2026-06-01').decision.state).toBe('not-started')
})

test('E1 E2 a day made before its year was published is told by the calendar once it is', () => {
  const early = { dueOn: '2026-02-20', rule: '其中2026年尚未公布', provisional: true }
  const [occurredOn, fedBackOn] = ['2026-02-13', '2026-02-27']
  const note = { type: 'refused', occurredOn, fedBackOn, details: {}, feedbackDue: early } as const
  const refused: Referral = { ...referralIn('refused'), history: [note] }
  // 02-14 and 02-28 are moved working days of 2026, 02-15 to 02-23 the Spring Festival.
  expect(clocksOf(refused, '2026-03-01').refusalFeedback).toMatchObject({
    state: 'met',
    dueOn: '2026-02-27',
    provisional: false,
  })
  const granted = { ...referralIn('granted'), completedOn: '2026-01-16', decisionDue: early } as Referral
  expect(clocksOf(granted, '2026-03-01').decision).toMatchObject({ dueOn: '2026-02-24', provisional: false })
})
