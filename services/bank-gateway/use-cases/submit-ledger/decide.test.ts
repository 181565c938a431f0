import { expect, test } from 'vitest'
import type { LedgerFields } from '../../domain/ledger-fields.ts'
import type { Referral } from '../../domain/referral.ts'
import { apply, bodies, referralIn } from '../../testing/feedback.ts'
import { nextFeedback } from './decide.ts'

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
