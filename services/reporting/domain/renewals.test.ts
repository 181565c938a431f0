import { expect, test } from 'vitest'
import { speakers } from '../use-cases/count/words.ts'
import { readWords } from './reading.ts'
import type { Word } from './word.ts'

const ref = {
  uscc: '91511702MA6AB12C0W',
  regionCode: '511702',
  applicationId: 'A-1',
  referralId: 'A-1.icbc-tongchuan',
  bankId: 'icbc-tongchuan',
  institutionId: 'icbc',
}
const placed = { bankId: ref.bankId, place: { county: '511702' } }
const renewal = { renewedOn: '2026-03-25', amountFen: 100, maturesOn: '2027-03-25', withoutRepayment: true }

const renewed = (sequence: number, said: Partial<typeof renewal> = {}): readonly Word[] =>
  speakers['loan-renewed.v1']({ ...ref, ...renewal, ...said }, `event-${sequence}`).map(word => ({
    sequence,
    ...word,
    ...placed,
  }))
const corrected = (sequence: number, renewals?: readonly (typeof renewal)[]): readonly Word[] =>
  speakers['feedback-corrected.v1'](
    {
      ...ref,
      correctedOn: '2026-04-20',
      reason: '录入有误',
      totalDrawnFen: 0,
      ...(renewals ? { renewals: [...renewals] } : {}),
    },
    `event-${sequence}`,
  ).map(word => ({ sequence, ...word, ...placed }))

/** Metric, day and value in the region, as the words come to. */
const figures = (...words: readonly (readonly Word[])[]) =>
  [...readWords(words.flat()).values()]
    .filter(({ bankId }) => bankId === undefined)
    .map(({ metric, mark }) => [metric, mark.day, mark.value])

test('E3 E4 H4 a corrected renewal counts with the right amount and day, and without repayment only if it is', () => {
  const right = { ...renewal, renewedOn: '2026-03-27', amountFen: 60, withoutRepayment: false }
  const told = [
    ['renewed', '2026-03-27', 1],
    ['renewedFen', '2026-03-27', 60],
  ]
  expect(figures(renewed(7), corrected(8, [right]))).toEqual(told)
  expect(figures(corrected(8, [right]), renewed(7))).toEqual(told)
  expect(figures(corrected(8, [right]), renewed(9, { withoutRepayment: false, amountFen: 5 }))).toEqual([
    ['renewed', '2026-03-25', 1],
    ['renewedFen', '2026-03-27', 60],
    ['renewedFen', '2026-03-25', 5],
  ])
})

test('E3 a correction from before renewals were told again says nothing of them', () => {
  const before = figures(renewed(7))
  expect(before).toHaveLength(4)
  expect(figures(renewed(7), corrected(8))).toEqual(before)
})
