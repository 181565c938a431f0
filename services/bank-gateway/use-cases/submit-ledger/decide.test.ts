import { expect, test } from 'vitest'
import type { LedgerFields } from '../../domain/ledger-fields.ts'
import type { Referral } from '../../domain/referral.ts'
import { apply, bodies, referralIn, today } from '../../testing/feedback.ts'
import { dispatched } from '../../testing/referral.ts'
import type { Feedback } from '../feed-back/body.ts'
import { feedBack } from '../feed-back/decide.ts'
import { columnBehind, nextFeedback } from './decide.ts'

const row = (fields: LedgerFields) => ({ row: 2, fields, problems: [] })
const drawn = { drawnOn: bodies.drawn.drawnOn, drawnFen: bodies.drawn.amountFen }

test('E3 a drawdown told without its note is not counted again when the sheet adds the note', () => {
  const state = referralIn('drawn')
  expect(nextFeedback(state, row(drawn))).toBeUndefined()
  expect(nextFeedback(state, row({ ...drawn, drawdownNumber: 'JJ-1' }))).toMatchObject({
    problems: [{ column: '借据编号', code: 'perhaps-recorded', detail: expect.stringMatching(/corrects/) }],
  })
  expect(nextFeedback(state, row({ ...drawn, drawnFen: 1, drawdownNumber: 'JJ-1' }))).toMatchObject({
    feedback: { type: 'drawn', amountFen: 1 },
  })
})

test('E3 once the note is corrected in, the same row says nothing new; another note of the same day does', () => {
  const numbered = { ...bodies.drawn, drawdownNumber: 'JJ-1', corrects: 5, correctionReason: '补填借据编号' }
  const state = apply(referralIn('drawn'), numbered) as Referral
  expect(nextFeedback(state, row({ ...drawn, drawdownNumber: 'JJ-1' }))).toBeUndefined()
  expect(nextFeedback(state, row({ ...drawn, drawdownNumber: 'JJ-2' }))).toMatchObject({
    feedback: { drawdownNumber: 'JJ-2' },
  })
})

test('E3 a sheet may bring a drawdown after the loan was repaid, of a day before; the row then says nothing new', () => {
  const state = referralIn('repaid')
  const late = row({ drawnOn: '2026-03-28', drawnFen: 1, drawdownNumber: 'JJ-2' })
  const wanted = nextFeedback(state, late)
  if (!wanted || !('feedback' in wanted)) throw new Error('not wanted')
  const told = apply(state, wanted.feedback) as Referral
  expect(told).toMatchObject({ status: 'repaid', drawnFen: bodies.drawn.amountFen + 1 })
  expect(nextFeedback(told, late)).toBeUndefined()
  const after = feedBack(
    state,
    dispatched.bankId,
    { ...wanted.feedback, drawnOn: '2026-03-29' } as Feedback,
    today,
  )
  expect(after).toMatchObject({ refusal: { code: 'day-after-repaid', errors: [{ pointer: '/drawnOn' }] } })
  expect(columnBehind('/drawnOn', 'drawn')).toBe('放款日期')
})
