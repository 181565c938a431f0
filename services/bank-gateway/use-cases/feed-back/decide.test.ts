import { describe, expect, test } from 'vitest'
import { eventContracts } from '#shared/contracts/events.ts'
import type { EventName } from '#shared/contracts/names.ts'
import type { Referral } from '../../domain/referral.ts'
import { feedbackTypes, type Status, statuses, transitions } from '../../domain/transitions.ts'
import { apply, bodies, referralIn, today } from '../../testing/feedback.ts'
import { dispatched } from '../../testing/referral.ts'
import type { Feedback } from './body.ts'
import { feedBack } from './decide.ts'

const decide = (state: Referral, feedback: Feedback, on = today) =>
  feedBack(state, dispatched.bankId, feedback, on)

const x = 'wrong-state'
const n = 'not-granted'
const materials = ['materials-missing', 'materials-completed'] as const
const after = 'recalled-after-grant'
/** Written out by hand, column by column as in `feedbackTypes`. */
const table: Record<Status, readonly string[]> = {
  offered: ['accepted', 'declined', x, x, x, x, 'refused', 'given-up', x, n, x, x, x, x],
  accepted: [x, x, 'contacted', x, x, x, 'refused', 'given-up', x, n, x, x, x, x],
  contacted: [x, x, x, ...materials, x, 'refused', 'given-up', x, n, x, x, x, x],
  'materials-missing': [x, x, x, ...materials, x, 'refused', 'given-up', x, n, x, x, x, x],
  'materials-completed': [x, x, x, x, x, 'granted', 'refused', 'given-up', x, n, x, x, x, x],
  granted: [x, x, x, x, x, x, x, x, 'contracted', 'drawn', x, x, 'withdrawn', x],
  contracted: [x, x, x, x, x, x, x, x, x, 'drawn', x, x, 'withdrawn', x],
  drawn: [x, x, x, x, x, x, x, x, 'drawn', 'drawn', 'renewed', 'repaid', x, 'drawn'],
  renewed: [x, x, x, x, x, x, x, x, 'renewed', 'renewed', 'renewed', 'repaid', x, 'renewed'],
  repaid: [x, x, x, x, x, x, x, x, 'repaid', 'repaid', 'repaid', x, x, 'repaid'],
  refused: [x, x, x, x, x, x, x, x, x, n, x, x, x, x],
  'given-up': [x, x, x, x, x, x, x, x, x, n, x, x, x, x],
  declined: [x, x, x, x, x, x, x, x, x, n, x, x, x, x],
  withdrawn: [x, x, x, x, x, x, x, x, x, x, x, x, x, x],
  recalled: [x, x, x, x, x, x, x, x, x, n, x, x, x, x],
  'recalled-after-grant': [x, x, x, x, x, x, x, x, after, after, after, 'repaid', x, after],
}

/** Said in other words, for the very same are recorded once. */
const again = {
  ...bodies,
  'materials-missing': { ...bodies['materials-missing'], missing: '上年度纳税证明' },
  drawn: { ...bodies.drawn, amountFen: 14_000_000 },
  renewed: { ...bodies.renewed, amountFen: 14_000_000 },
}

describe('E3 every status takes exactly the feedback of the table', () => {
  test.each(
    statuses.flatMap(status => feedbackTypes.map((type, i) => [status, type, table[status][i]] as const)),
  )('%s + %s → %s', (status, type, expected) => {
    const state = referralIn(status)
    const decision = decide(state, again[type])
    if (decision.kind === 'refused') {
      expect(decision.refusal.code).toBe(expected)
      const allowed = feedbackTypes.filter((_, i) => table[status][i] !== x && table[status][i] !== n)
      expect(decision.refusal.facts).toMatchObject({ state: status, allowed })
    } else {
      expect(apply(state, again[type]).status).toBe(expected)
      expect(transitions[status]).toHaveProperty(type, expected)
      expect(decision).toMatchObject({ kind: 'accepted', result: { status: expected } })
    }
  })
})

const ledgerAlone: readonly string[] = ['materials-missing', 'contract']

test.each(feedbackTypes)('E3 what %s tells the others is exactly of its contract', type => {
  const from = statuses.find(status => decide(referralIn(status), bodies[type]).kind === 'accepted')
  const decision = decide(referralIn(from ?? 'offered'), bodies[type])
  if (decision.kind !== 'accepted') throw new Error(decision.kind)
  const told = decision.events.filter(event => event.type.endsWith('.v1') && event.type !== 'clock-warned.v1')
  expect(told).toHaveLength(ledgerAlone.includes(type) ? 0 : 1)
  for (const event of told) {
    expect(eventContracts[event.type as EventName].parse(event.data)).toEqual(event.data)
    expect(event.data).toMatchObject({ referralId: dispatched.referralId, townshipCode: '511702001' })
  }
  expect(decision.events.map(event => event.type)).toContain('feedback-noted')
})

test('E3 a wrong state is said in Chinese with what is possible now', () => {
  const decision = decide(referralIn('accepted'), bodies.granted)
  expect(decision).toMatchObject({
    refusal: { detail: '该推送现为“已接收”，不能反馈“授信”；此时可反馈：对接企业、不予授信、企业放弃。' },
  })
})

test('E1 complete material starts the 30 days, rolled to a working day, with its rule', () => {
  const decision = decide(referralIn('contacted'), {
    type: 'materials-completed',
    occurredOn: '2026-03-12',
  })
  expect(decision).toMatchObject({
    result: {
      // 30 days after 03-12 is Saturday 04-11.
      clocks: {
        decision: { state: 'running', startedOn: '2026-03-12', dueOn: '2026-04-13', provisional: false },
      },
    },
  })
})

test('E1 the region may let the 30 days end on a rest day', () => {
  const state = referralIn('contacted')
  const clocks = { ...dispatched.clocks, rollToWorkingDay: false }
  const decision = decide({ ...state, referral: { ...dispatched, clocks } }, bodies['materials-completed'])
  expect(decision).toMatchObject({ result: { clocks: { decision: { dueOn: '2026-04-11' } } } })
})

test('E2 a refusal fed back within five working days is in time, later it is overdue', () => {
  const state = referralIn('materials-completed')
  expect(decide(state, bodies.refused, '2026-03-27')).toMatchObject({
    result: { clocks: { refusalFeedback: { state: 'met', dueOn: '2026-03-27', endedOn: '2026-03-27' } } },
  })
  expect(decide(state, bodies.refused, '2026-03-27')).not.toMatchObject({
    events: expect.arrayContaining([expect.objectContaining({ type: 'clock-warned.v1' })]),
  })
  expect(decide(state, bodies.refused, '2026-03-28')).toMatchObject({
    events: [
      { type: 'credit-decided.v1' },
      { type: 'feedback-noted' },
      {
        type: 'clock-warned.v1',
        data: { clock: 'refusal-feedback', level: 'overdue', dueOn: '2026-03-27', warnedOn: '2026-03-28' },
      },
    ],
    result: { clocks: { refusalFeedback: { state: 'overdue', endedOn: '2026-03-28' } } },
  })
})

test('E5 a government guarantee above 1 % is refused with the field', () => {
  const state = referralIn('materials-completed')
  const decision = decide(state, { ...bodies.granted, guaranteeFeeBp: 101 })
  expect(decision).toMatchObject({
    refusal: { code: 'guarantee-fee-too-high', errors: [{ pointer: '/guaranteeFeeBp' }] },
  })
  expect(decide(state, { ...bodies.granted, guaranteeFeeBp: 100 }).kind).toBe('accepted')
})

test('E3 drawdowns add up to the line and never above it', () => {
  const drawn = referralIn('drawn')
  const over = decide(drawn, { ...bodies.drawn, amountFen: 25_000_001 })
  expect(over).toMatchObject({
    refusal: {
      code: 'line-exceeded',
      facts: { lineFen: 40_000_000, drawnFen: 15_000_000, remainingFen: 25_000_000 },
    },
  })
  const full = decide(drawn, { ...bodies.drawn, amountFen: 25_000_000 })
  expect(full).toMatchObject({
    events: [{ data: { amountFen: 25_000_000, totalDrawnFen: 40_000_000 } }, {}],
    result: { credit: { lineFen: 40_000_000, drawnFen: 40_000_000, remainingFen: 0 } },
  })
})

test.each([
  ['offered', { type: 'accepted', occurredOn: '2026-03-08' }, 'day-too-early', '/occurredOn'],
  ['accepted', { type: 'contacted', occurredOn: '2026-03-09' }, 'day-too-early', '/occurredOn'],
  ['contacted', { type: 'materials-completed', occurredOn: '2026-03-10' }, 'day-too-early', '/occurredOn'],
  ['materials-completed', { ...bodies.refused, decidedOn: '2026-03-11' }, 'day-too-early', '/decidedOn'],
  ['materials-completed', { ...bodies.granted, decidedOn: '2026-04-01' }, 'day-in-future', '/decidedOn'],
  ['granted', { ...bodies.drawn, drawnOn: '2026-03-19' }, 'day-too-early', '/drawnOn'],
  ['drawn', { ...bodies.drawn, drawnOn: '2026-04-01' }, 'day-in-future', '/drawnOn'],
] as const)('E3 %s: a day out of order is refused (%o)', (status, feedback, code, pointer) => {
  expect(decide(referralIn(status), feedback)).toMatchObject({
    refusal: { code, errors: [{ pointer, code }] },
  })
})

test('E3 acceptance without a day is of today', () => {
  expect(decide(referralIn('offered'), { type: 'accepted' })).toMatchObject({
    events: [{ data: { acceptedOn: today } }, { data: { occurredOn: today, fedBackOn: today } }],
  })
})

test('E3 another bank, or none, knows nothing of the referral', () => {
  for (const bank of ['other-bank', undefined])
    expect(feedBack(referralIn('offered'), bank, bodies.accepted, today)).toMatchObject({
      refusal: { code: 'not-found' },
    })
  expect(feedBack({ status: 'unknown' }, undefined, bodies.accepted, today)).toMatchObject({
    refusal: { code: 'not-found' },
  })
})

test('E3 the ledger keeps what goes beyond the events', () => {
  const { history } = referralIn('drawn')
  expect(history.map(note => note.details)).toEqual([
    {},
    { accountManager: 'KH-0071', method: 'on-site' },
    { evidence: 'CL-12' },
    { productId: 'P-1', guaranteeFeeBp: 100 },
    { amountFen: 15_000_000, contractNumber: 'HT-9' },
  ])
})
