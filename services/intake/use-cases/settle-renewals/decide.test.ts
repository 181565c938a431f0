import { expect, test } from 'vitest'
import { maturingViews } from '../../domain/due-lists.ts'
import type { EntityState, KnownEntity } from '../../domain/entity.ts'
import { nationalScope } from '../../domain/policy.ts'
import { renewalState, standingLoans } from '../../domain/renewal.ts'
import { applied, banks, county, folded, form, listed, today, uscc } from '../../testing/given.ts'
import { correctRenewals } from '../correct-renewals/decide.ts'
import { freeApplication } from '../free-application/decide.ts'
import { entityAnswer } from '../get-entity/answer.ts'
import { noteRenewal } from '../note-renewal/decide.ts'
import { planRenewalVisit } from '../plan-renewal-visits/decide.ts'
import { planVisit } from '../plan-visit/decide.ts'
import { submitApplication } from '../submit-application/decide.ts'
import { settleRenewals } from './decide.ts'

const bankId = 'icbc-tongchuan'
const applicationId = `${uscc}-01`
const ofReferral = (referralId: string) => ({ applicationId, bankId, referralId })
const terms = {
  renewedOn: '2026-01-10',
  amountFen: 80_000_000,
  maturesOn: '2026-04-20',
  withoutRepayment: true,
}
const renewed = (state: EntityState, referralId = 'R1') =>
  folded(state, noteRenewal(state, { ...ofReferral(referralId), bankName: '工行', sequence: 7, ...terms }))
const settle = (state: EntityState, referralId = 'R1', sequence = 8) =>
  settleRenewals(state, {
    repaid: { ...ofReferral(referralId), sequence, repaidOn: '2026-03-01' },
    today,
  })
const settled = (state: EntityState, referralId = 'R1') => folded(state, settle(state, referralId))
const corrected = (state: EntityState, sequence: number, repaidOn?: string) => {
  const words = { ...ofReferral('R1'), bankName: '工行', sequence, renewals: [terms] }
  const decision = correctRenewals(state, {
    corrected: { ...words, ...(repaidOn ? { repaidOn } : {}) },
    today,
  })
  return folded(state, decision)
}
const fileOf = (state: EntityState): KnownEntity => {
  if (state.status === 'unknown') throw new Error('no entity')
  return state
}
const statesOf = (state: EntityState) =>
  standingLoans(fileOf(state).renewals).map(each => renewalState(fileOf(state), each))
const waiting = (state: EntityState) =>
  maturingViews(fileOf(state)).flatMap(({ list, data }) => (list ? [data] : []))
const plan = (state: EntityState) =>
  planRenewalVisit(state, { loan: { bankId, maturesOn: terms.maturesOn }, today })

test('B12 E3 a loan that came of a renewal and is repaid leaves the due list, and its system visit is called back', () => {
  const loan = renewed(applied(listed()))
  expect(waiting(loan)).toHaveLength(1)
  const sent = folded(loan, plan(loan))
  const decision = settle(sent)
  expect(decision).toMatchObject({
    events: [
      { type: 'loan-repaid' },
      {
        type: 'visit-plan-cancelled',
        data: { cancelledOn: today, reason: expect.stringMatching(/2026-04-20.*2026-03-01 结清/) },
      },
    ],
  })
  const state = folded(sent, decision)
  expect(waiting(state)).toEqual([])
  expect(plan(state).kind).toBe('unchanged')
  expect(entityAnswer(fileOf(state))).toMatchObject({
    renewals: [{ state: 'repaid', stateLabel: '已结清', repaidOn: '2026-03-01' }],
    plans: [{ status: 'cancelled', cancelReason: expect.stringContaining('结清') }],
  })
  expect(settle(state).kind).toBe('unchanged')
  expect(settle(listed())).toMatchObject({ refusal: { code: 'application-unknown' } })
})

test('B12 E3 a repayment taken back brings loan and visit back; a correction that tells of one settles', () => {
  const loan = renewed(applied(listed()))
  const back = corrected(settled(folded(loan, plan(loan))), 9)
  expect(statesOf(back)).toEqual(['due'])
  expect(waiting(back)).toEqual([{ uscc, bankId, maturesOn: terms.maturesOn, again: 1 }])
  const again = folded(back, plan(back))
  const repaid = corrected(again, 10, '2026-03-02')
  expect(statesOf(repaid)).toEqual(['repaid'])
  expect(fileOf(repaid).plans.map(({ status }) => status)).toEqual(['cancelled', 'cancelled'])
})

test('B12 E3 a renewal told after the repayment that ended it needs no visit', () => {
  const state = renewed(settled(applied(listed())), 'R1')
  const late = folded(
    state,
    noteRenewal(state, {
      ...ofReferral('R1'),
      bankName: '工行',
      sequence: 9,
      ...{ ...terms, renewedOn: '2026-02-20', maturesOn: '2026-05-20' },
    }),
  )
  expect(statesOf(late)).toEqual(['renewed', 'repaid'])
  expect(waiting(late)).toEqual([])
})

test('B12 the repayment of another referral, what people told and what people planned are not touched', () => {
  const loan = renewed(applied(listed()))
  expect(statesOf(settled(loan, 'R2'))).toEqual(['due'])
  // Two referrals brought a loan of one maturity: as long as one is owed, it is, whoever is heard first.
  expect(statesOf(settled(renewed(loan, 'R2')))).toEqual(['due'])
  expect(statesOf(settled(renewed(loan, 'R2'), 'R2'))).toEqual(['due'])
  expect(statesOf(settled(settled(renewed(loan, 'R2'), 'R2')))).toEqual(['repaid'])
  expect(statesOf(renewed(settled(loan), 'R2'))).toEqual(['due'])
  const told = folded(applied(listed()), {
    kind: 'accepted',
    events: [
      {
        type: 'renewal-supplied',
        data: {
          bankId,
          bankName: '工行',
          loanFen: 1,
          maturesOn: terms.maturesOn,
          suppliedOn: today,
          suppliedBy: 'bank',
        },
      },
    ],
  })
  expect(statesOf(settled(renewed(told)))).toEqual(['due'])
  const own = { unit: '某镇', visitors: ['何某甲'], method: 'phone' as const, dueOn: '2026-03-20' }
  const people = folded(loan, planVisit(loan, { plan: own, caller: county, today }))
  expect(settled(people)).toMatchObject({ plans: [{ status: 'open' }] })
})

test('B12 no application is taken to mean a loan that is repaid', () => {
  const ended = (state: EntityState) =>
    folded(
      state,
      freeApplication(state, {
        applicationId,
        ending: { status: 'concluded', outcome: 'credited', concludedOn: today, listId: 'L1' },
      }),
    )
  const demand = { ...form().demand, loanKind: 'renewal' as const }
  const owed = ended(renewed(applied(listed())))
  const ask = (state: EntityState) =>
    submitApplication(state, { form: form({ demand }), banks, caller: county, today, scope: nationalScope })
  expect(ask(owed).kind).toBe('accepted')
  expect(ask(settled(owed))).toMatchObject({ refusal: { code: 'old-loan-unnamed' } })
})
