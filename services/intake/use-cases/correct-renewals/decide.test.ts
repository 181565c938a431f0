import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maturingViews } from '../../domain/due-lists.ts'
import type { EntityState, KnownEntity } from '../../domain/entity.ts'
import { renewalState, standingLoans } from '../../domain/renewal.ts'
import type { LoanRenewed, LoanRepaid, RenewalsCorrected } from '../../domain/renewal-words.ts'
import { applied, county, folded, form, listed, today, uscc } from '../../testing/given.ts'
import { freeApplication } from '../free-application/decide.ts'
import { noteRenewal } from '../note-renewal/decide.ts'
import { planRenewalVisit } from '../plan-renewal-visits/decide.ts'
import { planVisit } from '../plan-visit/decide.ts'
import { recordVisit } from '../record-visit/decide.ts'
import { settleRenewals } from '../settle-renewals/decide.ts'
import { correctRenewals } from './decide.ts'

const bankId = 'icbc-tongchuan'
const applicationId = `${uscc}-01`
const ledger = { applicationId, bankId, bankName: '工行', referralId: `${applicationId}.${bankId}` }
const terms = (maturesOn: string, amountFen = 80_000_000) => ({
  renewedOn: '2026-01-10',
  amountFen,
  maturesOn,
  withoutRepayment: true,
})
type Terms = ReturnType<typeof terms>
type Word = LoanRenewed | RenewalsCorrected | LoanRepaid
const told = (sequence: number, said: Terms): LoanRenewed => ({ ...ledger, sequence, ...said })
const corrected = (sequence: number, ...renewals: Terms[]): RenewalsCorrected => ({
  ...ledger,
  sequence,
  renewals,
})
const correct = (state: EntityState, words: RenewalsCorrected, on = today) =>
  correctRenewals(state, { corrected: words, today: on })
const repaid = (sequence: number, repaidOn: string): LoanRepaid => ({
  applicationId,
  bankId,
  referralId: ledger.referralId,
  sequence,
  repaidOn,
})
const decided = (state: EntityState, word: Word) => {
  if ('renewals' in word) return correct(state, word)
  return 'maturesOn' in word ? noteRenewal(state, word) : settleRenewals(state, { repaid: word, today })
}
const hear = (state: EntityState, word: Word) => folded(state, decided(state, word))
const after = (...words: readonly Word[]) => words.reduce(hear, applied(listed()))
const fileOf = (state: EntityState): KnownEntity => {
  if (state.status === 'unknown') throw new Error('no entity')
  return state
}
const loansOf = (state: EntityState) =>
  standingLoans(fileOf(state).renewals)
    .map(({ maturesOn, loanFen, suppliedOn }) => [maturesOn, loanFen, suppliedOn])
    .toSorted()
const statesOf = (state: EntityState) =>
  Object.fromEntries(
    standingLoans(fileOf(state).renewals).map(each => [each.maturesOn, renewalState(fileOf(state), each)]),
  )
const plan = (state: EntityState, maturesOn: string, on = today) =>
  planRenewalVisit(state, { loan: { bankId, maturesOn }, today: on })
const planned = (state: EntityState, maturesOn: string) => folded(state, plan(state, maturesOn))
const waiting = (state: EntityState) =>
  maturingViews(fileOf(state)).flatMap(({ list, data }) => (list ? [data] : []))

test('B12 E3 a corrected renewal: the loan stands on file with the right maturity, amount and day, and asks for its visit', () => {
  const right = { ...terms('2026-09-20', 60_000_000), renewedOn: '2026-01-12' }
  const state = after(told(7, terms('2026-04-20')), corrected(8, right))
  expect(loansOf(state)).toEqual([['2026-09-20', 60_000_000, '2026-01-12']])
  expect(waiting(state)).toEqual([{ uscc, bankId, maturesOn: '2026-09-20' }])
  expect(plan(state, '2026-04-20').kind).toBe('unchanged')
  expect(plan(state, '2026-09-20').kind).toBe('unchanged')
  expect(plan(state, '2026-09-20', '2026-07-22')).toMatchObject({
    events: [{ data: { dueOn: '2026-08-21', renewal: { maturesOn: '2026-09-20' } } }],
  })
})

test('B12 H4 a visit the system planned for the wrong maturity is called back and planned anew; what people planned stays', () => {
  const wrong = planned(after(told(7, terms('2026-04-20'))), '2026-04-20')
  const decision = correct(wrong, corrected(8, terms('2026-04-25')), '2026-03-05')
  expect(decision).toMatchObject({
    events: [
      { type: 'renewals-corrected' },
      {
        type: 'visit-plan-cancelled',
        data: {
          planId: `${uscc}-P01`,
          cancelledOn: '2026-03-05',
          reason: expect.stringContaining('2026-04-20'),
        },
      },
    ],
  })
  const next = planned(folded(wrong, decision), '2026-04-25')
  expect(fileOf(next).plans).toMatchObject([{ status: 'cancelled' }, { status: 'open', dueOn: '2026-03-26' }])

  // Back to the first maturity: it is planned for once more, as another work of the clock.
  const back = folded(next, correct(next, corrected(9, terms('2026-04-20'))))
  expect(waiting(back)).toEqual([{ uscc, bankId, maturesOn: '2026-04-20', again: 1 }])
  expect(plan(back, '2026-04-20').kind).toBe('accepted')

  const loan = after(told(7, terms('2026-04-20')))
  const own = { unit: '某镇', visitors: ['何某甲'], method: 'phone' as const, dueOn: '2026-03-20' }
  const people = folded(loan, planVisit(loan, { plan: own, caller: county, today }))
  expect(hear(people, corrected(8, terms('2026-09-20')))).toMatchObject({ plans: [{ status: 'open' }] })
})

test('B12 a visit made for the wrong maturity counts for the right one if that is near, else another one comes', () => {
  const loan = planned(after(told(7, terms('2026-04-20'))), '2026-04-20')
  const visit = { visitedOn: today, method: 'phone', unit: '某镇', visitors: ['何某甲'] } as const
  const seen = folded(
    loan,
    recordVisit(loan, { visit: { ...visit, hasDemand: false }, caller: county, today }),
  )
  expect(statesOf(hear(seen, corrected(8, terms('2026-05-20'))))).toEqual({ '2026-05-20': 'visited' })
  expect(statesOf(hear(seen, corrected(8, terms('2027-01-10'))))).toEqual({ '2027-01-10': 'due' })
})

test('B12 an application that named the loan under its wrong maturity still takes care of it', () => {
  const one = after(told(7, terms('2026-04-20')))
  const ended = folded(
    one,
    freeApplication(one, {
      applicationId,
      ending: { status: 'concluded', outcome: 'credited', concludedOn: today, listId: 'L1' },
    }),
  )
  const next = applied(ended, { demand: { ...form().demand, loanKind: 'renewal' } })
  const right = hear(next, corrected(8, terms('2026-05-20')))
  expect(statesOf(right)).toEqual({ '2026-05-20': 'declared' })
  expect(plan(right, '2026-05-20').kind).toBe('unchanged')
  const followed = { ...ledger, applicationId: `${uscc}-02`, referralId: 'R2', sequence: 5 }
  const renewed = hear(right, { ...followed, ...terms('2027-05-20'), renewedOn: '2026-05-15' })
  expect(statesOf(renewed)).toEqual({ '2026-05-20': 'renewed', '2027-05-20': 'due' })
  expect(fileOf(right).applications.at(-1)?.renewal?.maturesOn).toBe('2026-04-20')
})

test('B12 a bank that typed the old maturity for the new one: its application does not take care of its own new loan', () => {
  const demand = { ...form().demand, loanKind: 'renewal' as const }
  const old = { bankId, maturesOn: '2026-04-20', oldLoanFen: 80_000_000 }
  const asked = applied(listed(), { demand, renewal: old })
  const state = [told(7, terms('2026-04-20')), corrected(8, terms('2027-04-20'))].reduce<EntityState>(
    hear,
    asked,
  )
  expect(statesOf(state)).toEqual({ '2027-04-20': 'due' })
})

test('B12 E3 what somebody supplied by itself stays, another ledger is not touched, and nothing is kept of nothing', () => {
  const other: LoanRenewed = { ...told(3, terms('2026-06-01')), referralId: 'another-round' }
  const state = after(told(7, terms('2026-04-20')), other, corrected(8, terms('2026-05-20')))
  expect(loansOf(state).map(([maturesOn]) => maturesOn)).toEqual(['2026-05-20', '2026-06-01'])
  const supplied = folded(after(told(7, terms('2026-04-20'))), {
    kind: 'accepted',
    events: [
      {
        type: 'renewal-supplied',
        data: {
          bankId,
          bankName: '工行',
          loanFen: 1,
          maturesOn: '2026-04-20',
          suppliedOn: today,
          suppliedBy: 'bank',
        },
      },
    ],
  })
  expect(loansOf(hear(supplied, corrected(8, terms('2026-05-20'))))).toEqual([
    ['2026-04-20', 1, today],
    ['2026-05-20', 80_000_000, '2026-01-10'],
  ])
  expect(loansOf(hear(after(), corrected(8)))).toEqual([])
  expect(correct(listed(), corrected(8, terms('2026-05-20')))).toMatchObject({
    refusal: { code: 'application-unknown' },
  })
})

test('B12 a renewal kept from before ledgers were told apart is corrected like any other', () => {
  const { referralId: _referral, sequence: _sequence, ...old } = told(1, terms('2026-04-20'))
  expect(loansOf(after(old, corrected(8, terms('2026-05-20'))))).toEqual([
    ['2026-05-20', 80_000_000, '2026-01-10'],
  ])
  expect(loansOf(after(old, told(1, terms('2026-04-20'))))).toHaveLength(1)
})

test('B12 E3 renewals, repayments and corrections heard doubled and in any order lead to the file the bank meant last', () => {
  const months = fc.integer({ min: 1, max: 9 })
  const act = fc.record({
    maturity: months,
    amountFen: fc.integer({ min: 1, max: 9 }),
    corrects: fc.option(fc.nat(3)),
    repays: fc.constantFrom(undefined, undefined, '2026-02-01', '2026-02-15'),
    late: fc.boolean(),
  })
  const heard = fc.array(act, { minLength: 1, maxLength: 8 }).chain(acts => {
    // The bank's own ledger: what is said, and what it means in the end.
    const meant: Terms[] = []
    let settledOn: string | undefined
    const stands = () => (settledOn ? { repaidOn: settledOn } : {})
    const words = acts.map(({ maturity, amountFen, corrects, repays, late }, at): Word => {
      const before = settledOn
      if (before && late) {
        // Renewed while the loan was out, told once it was repaid.
        const said = terms(`2027-0${maturity}-15`, amountFen)
        meant.push(said)
        return told(at + 1, said)
      }
      settledOn = repays
      if (repays && !before) return repaid(at + 1, repays)
      // A day of repayment that is corrected, or a repayment that never was.
      if (repays || before) return { ...corrected(at + 1, ...meant), ...stands() }
      const said = terms(`2027-0${maturity}-15`, amountFen)
      const place = corrects === null ? undefined : meant[corrects] && corrects
      if (place === undefined) meant.push(said)
      else meant[place] = said
      return place === undefined ? told(at + 1, said) : corrected(at + 1, ...meant)
    })
    const doubled = [...words, ...words]
    return fc.record({
      words: fc.constant(words),
      meant: fc.constant(meant),
      settledOn: fc.constant(settledOn),
      order: fc.shuffledSubarray(doubled, { minLength: doubled.length }),
    })
  })
  let corrections = 0
  let settlements = 0
  fc.assert(
    fc.property(heard, ({ words, meant, settledOn, order }) => {
      const state = after(...order)
      const inOrder = after(...words)
      corrections += fileOf(state).renewalWords.corrected.length
      settlements += settledOn && meant.length > 0 ? 1 : 0
      const kept = Object.values(fileOf(state).renewalWords).flat()
      expect(kept).toEqual(expect.arrayContaining(words))
      expect(kept.length).toBe(words.length)
      for (const each of fileOf(state).renewed) expect(each.repaidOn).toBe(settledOn)
      expect(Object.values(statesOf(state)).includes('repaid')).toBe(
        settledOn !== undefined && meant.length > 0,
      )
      if (settledOn) expect(waiting(state)).toEqual([])
      expect(loansOf(state)).toEqual(loansOf(inOrder))
      expect(statesOf(state)).toEqual(statesOf(inOrder))
      expect(fileOf(state).renewed).toEqual(fileOf(inOrder).renewed)
      expect(Object.keys(statesOf(state)).toSorted()).toEqual(
        [...new Set(meant.map(({ maturesOn }) => maturesOn))].toSorted(),
      )
      for (const [maturesOn, loanFen] of loansOf(state))
        expect(meant).toContainEqual(expect.objectContaining({ maturesOn, amountFen: loanFen }))
    }),
    { numRuns: 1_000 },
  )
  expect(corrections).toBeGreaterThan(500)
  expect(settlements).toBeGreaterThan(200)
})
