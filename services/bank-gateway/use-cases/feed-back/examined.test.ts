import { expect, test } from 'vitest'
import { eventContracts } from '#shared/contracts/events.ts'
import type { Referral, State } from '../../domain/referral.ts'
import { apply, bodies, referralIn, today } from '../../testing/feedback.ts'
import { dispatched } from '../../testing/referral.ts'
import { type Feedback, feedbackSchema } from './body.ts'
import { feedBack } from './decide.ts'

const decide = (state: State, feedback: Feedback, on = today) =>
  feedBack(state, dispatched.bankId, feedback, on)
const correctionReason = '录入有误，按原始凭证更正'

test.each([
  ['renewed', 'drawn'],
  ['misuse', 'drawn'],
  ['contract', 'drawn'],
  ['materials-missing', 'contacted'],
] as const)('E3 %s said twice word for word counts once and is told where it stands', (type, status) => {
  const once = apply(referralIn(status), bodies[type]) as Referral
  expect(decide(once, bodies[type], '2026-04-20')).toMatchObject({
    refusal: { code: 'wrong-state', facts: { recordedAs: once.history.length } },
  })
})

test('E3 another renewal or another report is none that stands recorded', () => {
  const state = apply(apply(referralIn('drawn'), bodies.renewed), bodies.misuse)
  expect(decide(state, { ...bodies.renewed, amountFen: 14_000_000 }).kind).toBe('accepted')
  expect(decide(state, { ...bodies.misuse, problem: '另查明虚构购销合同' }).kind).toBe('accepted')
})

test('E3 a numbered drawing that comes late again, after its number was corrected, counts no second time', () => {
  const wrong = { ...bodies.drawn, drawdownNumber: 'JJ-1' }
  const right = { ...wrong, drawdownNumber: 'JJ-7', corrects: 5, correctionReason }
  const state = apply(apply(referralIn('granted'), wrong), right)
  expect(decide(state, wrong)).toMatchObject({ refusal: { facts: { recordedAs: 5 } } })
  // The number is free again for the drawing it belongs to.
  expect(decide(state, { ...wrong, amountFen: 1 }).kind).toBe('accepted')
})

test('E3 a correction that comes late once more does not undo the one after it; going back is said of the newest', () => {
  const to = (amountFen: number, corrects: number): Feedback => ({
    ...bodies.drawn,
    amountFen,
    corrects,
    correctionReason,
  })
  const state = apply(apply(referralIn('drawn'), to(16_000_000, 5)), to(17_000_000, 5))
  expect(decide(state, to(16_000_000, 5))).toMatchObject({ refusal: { facts: { recordedAs: 6 } } })
  expect(decide(state, to(16_000_000, 7))).toMatchObject({ result: { credit: { drawnFen: 16_000_000 } } })
})

test('E2 blanks are no concrete problem and no advice', () => {
  const { refusal } = bodies.refused
  for (const change of [{ problem: '     ' }, { advice: '\t \u3000 \n ' }]) {
    const parsed = feedbackSchema.safeParse({ ...bodies.refused, refusal: { ...refusal, ...change } })
    expect(parsed.error?.issues).toMatchObject([
      { path: ['refusal', Object.keys(change)[0]], message: expect.stringMatching(/须写明，4 至 500 字/) },
    ])
  }
  expect(feedbackSchema.safeParse({ ...bodies['given-up'], reason: '  ' }).success).toBe(false)
})

test('E3 a number typed with blanks or full-width signs is the same number', () => {
  const said = (drawdownNumber: string) => feedbackSchema.parse({ ...bodies.drawn, drawdownNumber })
  const state = apply(referralIn('granted'), said('JJ-1'))
  for (const number of [' JJ-1', 'ＪＪ－１', 'JJ-1\n'])
    expect(decide(state, said(number))).toMatchObject({
      refusal: { code: 'drawdown-recorded', facts: { recordedAs: 5 } },
    })
  expect(feedbackSchema.safeParse({ ...bodies.contract, contractNumber: '  ' }).success).toBe(false)
})

test('E2 E7 a refusal whose corrected day makes its feedback late is warned of, each due day once', () => {
  const told = apply(referralIn('contacted'), bodies.refused, '2026-03-27')
  const moved = { ...bodies.refused, decidedOn: '2026-03-13', corrects: 3, correctionReason }
  const decision = decide(told, moved, '2026-04-01')
  expect(decision).toMatchObject({
    events: [
      { type: 'feedback-corrected' },
      { type: 'feedback-corrected.v1' },
      { type: 'clock-warned.v1', data: { clock: 'refusal-feedback', level: 'overdue', dueOn: '2026-03-20' } },
    ],
    result: { clocks: { refusalFeedback: { state: 'overdue', endedOn: '2026-03-27' } } },
  })
  const late = apply(told, moved, '2026-04-01')
  const again = { ...moved, refusal: { ...moved.refusal, advice: '补充近一年对账单后再申请' } }
  const events = decide(late, again, '2026-04-02')
  expect(events).toMatchObject({ kind: 'accepted', events: [{}, {}] })
  expect(events).not.toHaveProperty('events.2')
})

test('B12 E4 a renewal runs on beyond its own day, and the ledger keeps whether it was without repayment', () => {
  const state = referralIn('drawn')
  for (const withoutRepayment of [true, false]) {
    const renewed = apply(state, { ...bodies.renewed, withoutRepayment })
    expect(renewed).toMatchObject({
      history: expect.arrayContaining([
        expect.objectContaining({ type: 'renewed', details: expect.objectContaining({ withoutRepayment }) }),
      ]),
    })
  }
  for (const maturesOn of ['2026-03-25', '2026-02-28', '2020-02-29'])
    expect(decide(state, { ...bodies.renewed, maturesOn })).toMatchObject({
      refusal: { code: 'day-too-early', errors: [{ pointer: '/maturesOn' }] },
    })
  for (const maturesOn of ['2028-02-29', '2056-03-25'])
    expect(decide(state, { ...bodies.renewed, maturesOn }).kind).toBe('accepted')
  for (const maturesOn of ['2056-03-26', '9999-12-31'])
    expect(decide(state, { ...bodies.renewed, maturesOn })).toMatchObject({
      refusal: { code: 'maturity-too-late', errors: [{ pointer: '/maturesOn' }] },
    })
})

test('E3 nothing is repaid before the day it was renewed', () => {
  const state = apply(referralIn('drawn'), bodies.renewed)
  expect(decide(state, { ...bodies.repaid, occurredOn: '2026-03-24' })).toMatchObject({
    refusal: { code: 'day-too-early', errors: [{ pointer: '/occurredOn' }] },
  })
  expect(decide(state, { ...bodies.repaid, occurredOn: '2026-03-25' }).kind).toBe('accepted')
})

test('E3 a line is not taken back before the day its contract was signed', () => {
  const state = apply(referralIn('granted'), { ...bodies.contract, signedOn: '2026-03-23' })
  expect(decide(state, bodies.withdrawn)).toMatchObject({ refusal: { code: 'day-too-early' } })
  expect(decide(state, { ...bodies.withdrawn, occurredOn: '2026-03-23' }).kind).toBe('accepted')
})

test('E4 fees above the line are a slip of the pen; what is taken is told within the contract', () => {
  const state = referralIn('materials-completed')
  const grant = { ...bodies.granted.grant, lineFen: 1, termMonths: 1, otherFeesFen: 100_000_000_000 }
  expect(decide(state, { ...bodies.granted, grant })).toMatchObject({
    refusal: { code: 'fees-too-high', errors: [{ pointer: '/grant/otherFeesFen' }] },
  })
  const edge = decide(state, { ...bodies.granted, grant: { ...grant, otherFeesFen: 1 } })
  if (edge.kind !== 'accepted') throw new Error(edge.kind)
  expect(eventContracts['credit-decided.v1'].safeParse(edge.events[0]?.data).success).toBe(true)
})

test('E5 two places for one guarantee fee or product say the same', () => {
  const state = referralIn('materials-completed')
  const grant = { ...bodies.granted.grant, guaranteeFeeBp: 50 }
  expect(decide(state, { ...bodies.granted, grant })).toMatchObject({
    refusal: { code: 'grant-contradicted', errors: [{ pointer: '/grant/guaranteeFeeBp' }] },
  })
  expect(decide(state, { ...bodies.granted, grant: { ...grant, guaranteeFeeBp: 100 } }).kind).toBe('accepted')
  const product = { ...bodies.granted.grant, productId: 'P-2' }
  expect(decide(state, { ...bodies.granted, grant: product })).toMatchObject({
    refusal: { errors: [{ pointer: '/grant/productId' }] },
  })
})
