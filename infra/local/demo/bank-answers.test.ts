import { expect, test } from 'vitest'
import { answersFor } from './bank-answers.ts'

const offered = (number: number) => ({
  referralId: `referral-${number}`,
  demand: { amountFen: 10_000_000, termMonths: 12 },
  firstLoan: true,
  otherBanks: 1,
})
const answers = (seed: number) =>
  Array.from({ length: 40 }, (_, number) => answersFor(seed, '2026-03-02', offered(number)))

test('the same seed gives the same answers of the banks, another seed others', () => {
  expect(answers(5)).toEqual(answers(5))
  expect(answers(6)).not.toEqual(answers(5))
})

test('D8 over many referrals every outcome occurs, and no line goes beyond its share of the demand', () => {
  const all = answers(1)
  expect(new Set(all.map(({ outcome }) => outcome)).size).toBeGreaterThanOrEqual(4)
  for (const { feedback } of all)
    for (const { grant } of feedback as readonly { grant?: { lineFen: number } }[])
      expect(grant?.lineFen ?? 0).toBeLessThanOrEqual(5_000_000)
})
