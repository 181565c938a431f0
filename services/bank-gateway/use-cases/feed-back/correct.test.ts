import fc from 'fast-check'
import { expect, test } from 'vitest'
import { standingNotes } from '../../domain/history.ts'
import { drawnFenOf, type Referral, referral, type State } from '../../domain/referral.ts'
import { apply, bodies, referralIn, today } from '../../testing/feedback.ts'
import { dispatched } from '../../testing/referral.ts'
import type { Feedback } from './body.ts'
import { feedBack } from './decide.ts'

const decide = (state: State, feedback: Feedback, on = today) =>
  feedBack(state, dispatched.bankId, feedback, on)
const correctionReason = '录入有误，按原始凭证更正'
const wrong = (feedback: Feedback, corrects: number): Feedback => ({
  ...feedback,
  corrects,
  correctionReason,
})

test('E3 a correction is a new record: the value is right, history keeps both, the others learn the standing', () => {
  const state = referralIn('drawn')
  const decision = decide(state, wrong({ ...bodies.drawn, amountFen: 16_000_000 }, 5))
  expect(decision).toMatchObject({
    kind: 'accepted',
    events: [
      { type: 'feedback-corrected' },
      {
        type: 'feedback-corrected.v1',
        data: {
          correctedOn: today,
          reason: correctionReason,
          totalDrawnFen: 16_000_000,
          decision: { outcome: 'granted', grant: { lineFen: 40_000_000 } },
        },
      },
    ],
    result: { status: 'drawn', credit: { drawnFen: 16_000_000, remainingFen: 24_000_000 } },
  })
  const corrected = apply(state, wrong({ ...bodies.drawn, amountFen: 16_000_000 }, 5)) as Referral
  expect(corrected.history.map(note => note.details.amountFen)).toEqual([
    ...[undefined, undefined, undefined, undefined],
    15_000_000,
    16_000_000,
  ])
  expect(corrected.history.at(-1)).toMatchObject({ corrects: 5, correctionReason })
  // The next drawdown counts on from the right value.
  expect(decide(corrected, bodies.drawn)).toMatchObject({
    events: [{ type: 'loan-drawn.v1', data: { totalDrawnFen: 31_000_000 } }, {}],
  })
})

test('E1 a corrected day of complete material moves the due day', () => {
  const state = referralIn('materials-completed')
  const body = { ...bodies['materials-completed'], occurredOn: '2026-03-16' }
  expect(decide(state, wrong(body, 3))).toMatchObject({
    result: { clocks: { decision: { startedOn: '2026-03-16', dueOn: '2026-04-15' } } },
  })
})

test('E2 a refusal corrected later keeps the day on which it was fed back', () => {
  const told = apply(referralIn('materials-completed'), bodies.refused, '2026-03-27')
  const refusal = { ...bodies.refused.refusal, advice: '补充近一年对账单后再申请' }
  expect(decide(told, wrong({ ...bodies.refused, refusal }, 4), '2026-05-20')).toMatchObject({
    events: [
      { type: 'feedback-corrected' },
      { type: 'feedback-corrected.v1', data: { decision: { outcome: 'refused' } } },
    ],
    result: { status: 'refused', clocks: { refusalFeedback: { state: 'met', endedOn: '2026-03-27' } } },
  })
  const corrected = apply(told, wrong({ ...bodies.refused, refusal }, 4), '2026-05-20')
  expect(corrected).toMatchObject({ refusal: { advice: '补充近一年对账单后再申请' } })
})

test('E3 a line cannot be corrected below what was drawn, nor a day past the step that followed', () => {
  const state = referralIn('drawn')
  const grant = { ...bodies.granted.grant, lineFen: 14_999_999 }
  expect(decide(state, wrong({ ...bodies.granted, grant }, 4))).toMatchObject({
    refusal: { code: 'line-exceeded', detail: expect.stringMatching(/^更正后第 5 次反馈不再成立/) },
  })
  expect(decide(state, wrong({ ...bodies.contacted, occurredOn: '2026-03-13' }, 2))).toMatchObject({
    refusal: { code: 'day-too-early', detail: expect.stringMatching(/^更正后第 3 次反馈不再成立/) },
  })
  expect(decide(state, wrong({ ...bodies.contacted, occurredOn: '2026-03-09' }, 2))).toMatchObject({
    refusal: { code: 'day-too-early', errors: [{ pointer: '/occurredOn' }] },
  })
})

test('E3 what was corrected later is judged by the day of its correction when something else is corrected', () => {
  const state = referralIn('drawn')
  const moved = apply(state, wrong({ ...bodies.drawn, drawnOn: '2026-04-09' }, 5), '2026-04-09')
  const also = wrong({ ...bodies.contacted, accountManager: 'KH-0072' }, 2)
  expect(decide(moved, also, '2026-04-10')).toMatchObject({ kind: 'accepted', result: { status: 'drawn' } })
  const both = apply(moved, also, '2026-04-10') as Referral
  expect(standingNotes(both.history).at(-1)?.note).toMatchObject({ occurredOn: '2026-04-09' })
})

test.each([
  ['no such record', wrong(bodies.drawn, 9), 'correction-mismatch', '/corrects'],
  ['another matter', wrong(bodies.drawn, 4), 'correction-mismatch', '/corrects'],
  ['a reason alone', { ...bodies.drawn, correctionReason }, 'correction-mismatch', '/corrects'],
  ['no reason', { ...bodies.drawn, corrects: 5 }, 'correction-without-reason', '/correctionReason'],
] as const)('E3 a correction with %s is refused with its field', (_what, feedback, code, pointer) => {
  expect(decide(referralIn('drawn'), feedback)).toMatchObject({
    refusal: { code, errors: [{ pointer, code, detail: expect.stringMatching(/\p{Script=Han}/u) }] },
  })
})

test('E3 what another feedback bears out after the correction holds, in whatever order both were told', () => {
  const renewed = { ...bodies.renewed, amountFen: 10_000_000 }
  const late = { ...bodies.drawn, drawnOn: '2026-03-22', amountFen: 20_000_000 }
  const state = [renewed, bodies.repaid, late].reduce(
    (now, said) => apply(now, said),
    referralIn('drawn') as State,
  )
  // The renewal is more than this drawing now, and less than both.
  const decision = decide(state, wrong({ ...bodies.drawn, amountFen: 9_000_000 }, 5))
  expect(decision).toMatchObject({
    events: [
      { type: 'feedback-corrected' },
      {
        data: {
          totalDrawnFen: 29_000_000,
          drawings: [{ amountFen: 9_000_000 }, { amountFen: 20_000_000 }],
          renewals: [{ amountFen: 10_000_000 }],
          repaidOn: bodies.repaid.occurredOn,
        },
      },
    ],
    result: { status: 'repaid', credit: { drawnFen: 29_000_000 } },
  })
  const without = apply(apply(referralIn('drawn'), renewed), bodies.repaid)
  expect(decide(without, wrong({ ...bodies.drawn, amountFen: 9_000_000 }, 5))).toMatchObject({
    refusal: { code: 'line-exceeded', detail: expect.stringMatching(/^更正后第 6 次反馈不再成立/) },
  })
})

test('E3 doubled feedback is out of turn and says where it stands recorded; a drawdown number counts once', () => {
  expect(decide(referralIn('granted'), bodies.granted)).toMatchObject({
    refusal: { code: 'wrong-state', facts: { state: 'granted', recordedAs: 4 } },
  })
  const other = decide(referralIn('granted'), { ...bodies.granted, decidedOn: '2026-03-19' })
  expect(other).not.toHaveProperty('refusal.facts.recordedAs')
  const numbered = { ...bodies.drawn, amountFen: 1, drawdownNumber: 'JJ-1' }
  const state = apply(referralIn('granted'), numbered)
  expect(decide(state, { ...numbered, amountFen: 2 })).toMatchObject({
    refusal: { code: 'drawdown-recorded', facts: { recordedAs: 5 } },
  })
  expect(decide(state, { ...numbered, drawdownNumber: 'JJ-2' }).kind).toBe('accepted')
  const twice = wrong({ ...numbered, amountFen: 3 }, 5)
  expect(decide(apply(state, twice), twice)).toMatchObject({ refusal: { facts: { recordedAs: 6 } } })
})

test('E3 however drawdowns are corrected: the total is the sum of what holds, and never above the line', () => {
  const amount = fc.integer({ min: 1, max: 25_000_000 })
  const step = fc.record({ amountFen: amount, corrects: fc.option(fc.integer({ min: 5, max: 12 })) })
  let corrections = 0
  fc.assert(
    fc.property(fc.array(step, { minLength: 2, maxLength: 10 }), steps => {
      let state: State = referralIn('granted')
      // The sum kept by hand: number of the first record → amount that holds.
      const held = new Map<number, number>()
      for (const { amountFen, corrects } of steps) {
        const body = { ...bodies.drawn, amountFen }
        const before: Referral | undefined = state.status === 'unknown' ? undefined : state
        const decision = decide(state, corrects === null ? body : wrong(body, corrects))
        if (decision.kind !== 'accepted') continue
        const number = (before?.history.length ?? 0) + 1
        let root = corrects ?? number
        for (let note = before?.history[root - 1]; note?.corrects; note = before?.history[root - 1])
          root = note.corrects
        held.set(root, amountFen)
        if (corrects !== null) corrections += 1
        state = decision.events.reduce(referral.evolve, state)
        const totalFen = [...held.values()].reduce((sum, each) => sum + each, 0)
        expect(drawnFenOf(state)).toBe(totalFen)
        expect(totalFen).toBeLessThanOrEqual(bodies.granted.grant.lineFen)
        const notes = state.status === 'unknown' ? [] : state.history
        expect(notes).toHaveLength(number)
        expect(standingNotes(notes)).toHaveLength(4 + held.size)
      }
    }),
    { numRuns: 1_000 },
  )
  expect(corrections).toBeGreaterThan(200)
})
