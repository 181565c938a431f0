import { expect, test } from 'vitest'
import { apply, bodies, referralIn, today } from '../testing/feedback.ts'
import { dispatched } from '../testing/referral.ts'
import type { Feedback } from '../use-cases/feed-back/body.ts'
import { feedBack } from '../use-cases/feed-back/decide.ts'
import { completeGrant, comprehensiveCostBp } from './grant.ts'

const { grant } = bodies.granted

test('E4 the comprehensive cost is interest, guarantee fee and single fees, a year', () => {
  expect(comprehensiveCostBp(grant)).toBe(385)
  expect(comprehensiveCostBp({ ...grant, guaranteeFeeBp: 100 })).toBe(485)
  // 4,000 元 of fees on 400,000 元: 1 % over twelve months, 0.5 % a year over twenty-four.
  expect(comprehensiveCostBp({ ...grant, otherFeesFen: 400_000 })).toBe(485)
  expect(comprehensiveCostBp({ ...grant, otherFeesFen: 400_000, termMonths: 24 })).toBe(435)
})

test('E4 E9 product, fee, cost and supports stand in the grant that the others learn', () => {
  const supports = ['government-guarantee', 'interest-subsidy'] as const
  const body: Feedback = {
    ...bodies.granted,
    grant: { ...grant, online: true, supports: [...supports, supports[0]] },
  }
  expect(apply(referralIn('materials-completed'), body)).toMatchObject({
    grant: {
      productId: 'P-1',
      guaranteeFeeBp: 100,
      comprehensiveCostBp: 485,
      unsecured: true,
      online: true,
      supports,
    },
  })
  expect(completeGrant({ ...grant, collateral: 'mortgage' }, {})).toMatchObject({ unsecured: false })
})

test.each([
  ['E5 a fee above 1 %', { guaranteeFeeBp: 101 }, 'guarantee-fee-too-high', '/grant/guaranteeFeeBp'],
  ['E4 working capital over five years', { termMonths: 61 }, 'term-too-long', '/grant/termMonths'],
  [
    'E4 unsecured with a mortgage',
    { unsecured: true, collateral: 'mortgage' },
    'collateral-contradicted',
    '/grant/unsecured',
  ],
] as const)('%s is refused with the field', (_what, change, code, pointer) => {
  const body: Feedback = { ...bodies.granted, grant: { ...grant, ...change } }
  expect(feedBack(referralIn('materials-completed'), dispatched.bankId, body, today)).toMatchObject({
    refusal: { code, errors: [{ pointer }] },
  })
})

test('E4 other kinds of loan, and five years to the month, are taken', () => {
  const state = referralIn('materials-completed')
  const long: Feedback = { ...bodies.granted, grant: { ...grant, termMonths: 120 } }
  const demand = { ...dispatched.demand, loanKind: 'fixed-assets' as const }
  const fixed = { ...state, referral: { ...dispatched, demand } }
  expect(feedBack(fixed, dispatched.bankId, long, today).kind).toBe('accepted')
  const five: Feedback = { ...bodies.granted, grant: { ...grant, termMonths: 60 } }
  expect(feedBack(state, dispatched.bankId, five, today).kind).toBe('accepted')
})
