import { describe, expect, test } from 'vitest'
import { recommended } from '../testing/examples.ts'
import type { KnownPlan, Referral } from './plan.ts'
import { excludedBankIds, seatsOf } from './seats.ts'

const referral = (bankId: string, round: number, more: Partial<Referral> = {}): Referral => ({
  referralId: `A1.${bankId}.${round}`,
  bankId,
  bankName: bankId,
  institutionId: bankId.slice(0, 3),
  batchId: 'MB-1',
  round,
  onSilence: 'next-bank',
  ...more,
})
const recall = { reason: 'unaccepted', detail: '逾期', recalledOn: '2025-03-06' } as const
const refusal = { referralId: 'x', bankId: 'boc-a', outcome: 'refused', decidedOn: '2025-03-10' } as const
const waiting = (referrals: readonly Referral[], more: object = {}): KnownPlan => ({
  status: 'waiting',
  application: recommended('A1', { firstBankId: 'boc-a' }),
  referrals,
  round: 2,
  turn: 2,
  ...more,
})

describe('What is left for an application', () => {
  test('F1 the bank it goes back to may be told once more, and only once in the round', () => {
    const earlier = [referral('boc-a', 1, { decision: refusal }), referral('abc-a', 1, { decision: refusal })]
    expect(excludedBankIds(waiting(earlier))).toEqual(['abc-a'])
    expect(excludedBankIds(waiting([...earlier, referral('boc-a', 2, { recall })]))).toContain('boc-a')
    expect(excludedBankIds(waiting([referral('boc-a', 1)]))).toEqual(['boc-a'])
  })

  test('D3 E7 seats count the institutions that hold it now, and a silent bank leaves one', () => {
    const plan = waiting([referral('abc-a', 2), referral('boc-a', 2), referral('ccb-a', 2, { recall })], {
      vacancies: 1,
    })
    expect(seatsOf(plan, 3)).toEqual({ institutions: 1, taken: ['abc', 'boc'] })
    expect(seatsOf(plan, 2)).toEqual({ institutions: 0, taken: ['abc', 'boc'] })
    expect(seatsOf(waiting([referral('abc-a', 1, { decision: refusal })]), 3)).toEqual({
      institutions: 3,
      taken: [],
    })
  })
})
