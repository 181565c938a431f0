import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { type Status, transitions } from '../../services/bank-gateway/domain/transitions.ts'
import { feedbackSchema } from '../../services/bank-gateway/use-cases/feed-back/body.ts'
import { drawnFenOf, type Offer, planFor, statusAfter } from './plan.ts'

const offers = fc.record({
  referralId: fc.constant('RF-1'),
  bankId: fc.constantFrom('icbc', 'abc', 'ccb'),
  uscc: fc.string({ minLength: 18, maxLength: 18 }),
  demand: fc.record({
    amountFen: fc.integer({ min: 10_000, max: 10_000_000_000 }),
    termMonths: fc.integer({ min: 1, max: 360 }),
  }),
  firstLoan: fc.boolean(),
  otherBanks: fc.integer({ min: 0, max: 2 }),
})
const seeds = fc.integer({ min: 0, max: 2 ** 31 })
const today = '2026-03-02'

property.prop([seeds, offers])('E3 every plan is a way through the platform’s own table', (seed, offer) => {
  let status: Status = 'offered'
  for (const feedback of planFor(seed, today, offer)) {
    expect(feedbackSchema.safeParse(feedback).error).toBeUndefined()
    const row: { readonly [type: string]: Status } = transitions[status]
    expect(row[feedback.type]).toBe(statusAfter[feedback.type])
    status = statusAfter[feedback.type]
  }
})

property.prop([seeds, offers])('E3 a plan never draws beyond its line', (seed, offer) => {
  const plan = planFor(seed, today, offer)
  const granted = plan.find(({ type }) => type === 'granted')
  const { lineFen = 0 } = (granted?.['grant'] ?? {}) as { lineFen?: number }
  expect(drawnFenOf(plan)).toBeLessThanOrEqual(lineFen)
})

test('the same seed plays the same bank, another seed another', () => {
  const offer = (number: number): Offer => ({
    referralId: `RF-${number}`,
    bankId: 'icbc',
    uscc: `9151170${number}`,
    demand: { amountFen: 50_000_000, termMonths: 12 },
    firstLoan: true,
    otherBanks: 1,
  })
  const played = (seed: number) =>
    Array.from({ length: 40 }, (_, number) => planFor(seed, today, offer(number)))
  expect(played(7)).toEqual(played(7))
  expect(played(7)).not.toEqual(played(8))
  const endings = new Set(played(7).map(plan => plan.at(-1)?.type))
  for (const ending of ['drawn', 'refused', 'granted']) expect(endings).toContain(ending)
})
