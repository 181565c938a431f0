import { expect, test } from 'vitest'
import { apply, bodies, referralIn } from '../testing/feedback.ts'
import { ledgerRowsOf } from './ledger-rows.ts'
import type { Referral } from './referral.ts'

const days = ['2026-03-21', '2026-03-29', '2026-04-02', '2026-04-20', '2026-05-06']
const state = days.reduce(
  (now, drawnOn, at) =>
    apply(now, { ...bodies.drawn, drawnOn, amountFen: 1, drawdownNumber: `JJ-${at}` }, '2026-05-31'),
  referralIn('granted') as Parameters<typeof apply>[0],
) as Referral

test('E3 the ledger of a month shows its drawdowns and later ones, never those of the years before', () => {
  const shown = (month: string) => ledgerRowsOf(state, month).map(({ drawnOn }) => drawnOn)
  expect(shown('2026-03')).toEqual(days)
  expect(shown('2026-04')).toEqual(days.slice(2))
  expect(shown('2026-06')).toEqual(['2026-05-06'])
  expect(ledgerRowsOf(state, '2026-04')[0]).toMatchObject({ outcome: 'granted', drawdownNumber: 'JJ-2' })
  expect(ledgerRowsOf(referralIn('granted'), '2026-04')).toMatchObject([{ outcome: 'granted' }])
})
