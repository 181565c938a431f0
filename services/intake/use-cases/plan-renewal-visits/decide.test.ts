import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addCalendarDays } from '#shared/domain/days.ts'
import type { EntityState, KnownEntity } from '../../domain/entity.ts'
import { nationalScope } from '../../domain/policy.ts'
import { renewalOf, renewalState, sameLoan } from '../../domain/renewal.ts'
import { applied, banks, county, folded, form, listed, report, today, uscc } from '../../testing/given.ts'
import { cancelVisitPlan } from '../cancel-visit-plan/decide.ts'
import { freeApplication } from '../free-application/decide.ts'
import { importTarget } from '../import-target/decide.ts'
import { noteRenewal } from '../note-renewal/decide.ts'
import { recordVisit } from '../record-visit/decide.ts'
import { submitApplication } from '../submit-application/decide.ts'
import { supplyRenewal } from '../supply-renewal/decide.ts'
import { planRenewalVisit } from './decide.ts'

const bankId = 'icbc-tongchuan'
const loan = (maturesOn: string) => ({ bankId, maturesOn })
const supply = (state: EntityState, maturesOn: string, on = today) =>
  folded(
    state,
    supplyRenewal(state, {
      loan: { ...loan(maturesOn), loanFen: 80_000_000 },
      bank: banks.get(bankId) ?? { status: 'unknown' },
      caller: { region: '511702', role: 'task-force' },
      today: on,
    }),
  )
const plan = (state: EntityState, maturesOn: string, on = today) =>
  planRenewalVisit(state, { loan: loan(maturesOn), today: on })
const renew = (state: EntityState, given: { applicationId: string; renewedOn: string; maturesOn: string }) =>
  folded(
    state,
    noteRenewal(state, { bankId, bankName: '工行', amountFen: 1, withoutRepayment: true, ...given }),
  )
const fileOf = (state: EntityState): KnownEntity => {
  if (state.status === 'unknown') throw new Error('no entity')
  return state
}
const statesOf = (state: EntityState) =>
  Object.fromEntries(fileOf(state).renewals.map(each => [each.maturesOn, renewalState(fileOf(state), each)]))
const renewalForm = (maturesOn: string) => ({
  demand: { ...form().demand, loanKind: 'renewal' as const },
  renewal: { bankId, maturesOn, oldLoanFen: 80_000_000 },
})

test('B12 a loan that matures within 60 days gets one visit, due 30 days before', () => {
  const state = supply(listed(), '2026-04-30')
  const decision = plan(state, '2026-04-30')
  expect(decision).toMatchObject({
    events: [
      {
        type: 'visit-planned',
        data: {
          planId: `${uscc}-P01`,
          dueOn: '2026-03-31',
          kind: 'focused',
          visitors: [],
          renewal: loan('2026-04-30'),
        },
      },
    ],
  })
  expect(plan(folded(state, decision), '2026-04-30').kind).toBe('unchanged')
  expect(plan(supply(listed(), '2026-05-02'), '2026-05-02').kind).toBe('unchanged')
  expect(plan(supply(listed(), '2026-05-01'), '2026-05-01').kind).toBe('accepted')
})

test('B3 B12 due today when the time is short, and not before the day the enterprise asked for', () => {
  const dueOf = (state: EntityState, maturesOn: string) => {
    const after = folded(state, plan(state, maturesOn))
    return fileOf(after).plans.at(-1)?.dueOn
  }
  expect(dueOf(supply(listed(), '2026-03-10'), '2026-03-10')).toBe(today)
  const visit = { visitedOn: '2026-02-20', method: 'phone', unit: '某镇', visitors: ['何某甲'] } as const
  const quiet = recordVisit(listed(), {
    visit: { ...visit, hasDemand: false, doNotDisturbBefore: '2026-04-05' },
    caller: county,
    today,
  })
  expect(dueOf(supply(folded(listed(), quiet), '2026-04-30'), '2026-04-30')).toBe('2026-04-05')
})

test('B12 cancelled by somebody, the visit is not planned again; another maturity is another loan', () => {
  const state = supply(listed(), '2026-04-01')
  const planned = folded(state, plan(state, '2026-04-01'))
  const cancelled = folded(
    planned,
    cancelVisitPlan(planned, { planId: `${uscc}-P01`, reason: '已电话联系', caller: county, today }),
  )
  expect(plan(cancelled, '2026-04-01').kind).toBe('unchanged')
  expect(plan(supply(cancelled, '2026-04-20'), '2026-04-20').kind).toBe('accepted')
})

test('B12 declared for, visited or off the list, a loan asks for no visit', () => {
  const state = supply(listed(), '2026-04-01')
  expect(plan(applied(state, renewalForm('2026-04-01')), '2026-04-01').kind).toBe('unchanged')
  const visit = { visitedOn: today, method: 'phone', unit: '某镇', visitors: ['何某甲'] } as const
  const visited = folded(
    state,
    recordVisit(state, { visit: { ...visit, hasDemand: false }, caller: county, today }),
  )
  expect(plan(visited, '2026-04-01').kind).toBe('unchanged')
  const revoked = report({ values: { registrationStatus: 'revoked' } })
  const dropped = importTarget(state, { uscc, codeCheck: 'valid', report: revoked, caller: county })
  expect(plan(folded(state, dropped), '2026-04-01').kind).toBe('unchanged')
  expect(plan(listed(), '2026-04-01').kind).toBe('unchanged')
})

test('B12 a visit long before the loan comes into sight does not stand for the one that is due', () => {
  const visited = (visitedOn: string) =>
    folded(
      listed(),
      recordVisit(listed(), {
        visit: { visitedOn, method: 'phone', unit: '某镇', visitors: ['何某甲'], hasDemand: false },
        caller: county,
        today: visitedOn,
      }),
    )
  const stateOn = (visitedOn: string) => statesOf(supply(visited(visitedOn), '2026-12-01'))
  expect(stateOn('2026-09-01')).toEqual({ '2026-12-01': 'due' })
  expect(stateOn('2026-09-02')).toEqual({ '2026-12-01': 'visited' })
})

test('B12 parts of one loan renewed on one day do not follow each other', () => {
  const declared = applied(supply(listed(), '2026-04-01'), renewalForm('2026-04-01'))
  const part = { applicationId: `${uscc}-01`, renewedOn: '2026-03-25' }
  const both = ['2027-03-25', '2027-06-25'].reduce(
    (state, maturesOn) => renew(state, { ...part, maturesOn }),
    declared,
  )
  expect(statesOf(both)).toEqual({ '2026-04-01': 'renewed', '2027-03-25': 'due', '2027-06-25': 'due' })
})

test('B12 a loan that was renewed is none that a new application could mean', () => {
  const once = applied(supply(listed(), '2026-04-01'), {})
  const ended = folded(
    once,
    freeApplication(once, {
      applicationId: `${uscc}-01`,
      ending: { status: 'concluded', outcome: 'credited', concludedOn: today, listId: 'L1' },
    }),
  )
  const next = renew(ended, { applicationId: `${uscc}-01`, renewedOn: '2026-03-25', maturesOn: '2027-03-25' })
  const { demand } = renewalForm('')
  expect(fileOf(applied(next, { demand })).applications.at(-1)?.renewal).toMatchObject(loan('2027-03-25'))
})

test('B12 due, visited, declared, renewed; and the new maturity stands on file for the next time', () => {
  const due = supply(listed(), '2026-04-01')
  expect(statesOf(due)).toEqual({ '2026-04-01': 'due' })
  const declared = applied(due, renewalForm('2026-04-01'))
  expect(statesOf(declared)).toEqual({ '2026-04-01': 'declared' })
  const applicationId = `${uscc}-01`
  const renewed = renew(declared, { applicationId, renewedOn: '2026-03-25', maturesOn: '2027-03-25' })
  expect(statesOf(renewed)).toEqual({ '2026-04-01': 'renewed', '2027-03-25': 'due' })
  const twice = renew(renewed, { applicationId, renewedOn: '2027-03-20', maturesOn: '2028-03-20' })
  expect(statesOf(twice)).toEqual({ '2026-04-01': 'renewed', '2027-03-25': 'renewed', '2028-03-20': 'due' })
})

test('B12 the banks decided and none granted: the loan asks for somebody again', () => {
  const declared = applied(supply(listed(), '2026-04-01'), renewalForm('2026-04-01'))
  const end = (outcome: 'credited' | 'not-credited') =>
    folded(
      declared,
      freeApplication(declared, {
        applicationId: `${uscc}-01`,
        ending: { status: 'concluded', outcome, concludedOn: today, listId: 'L1' },
      }),
    )
  expect(statesOf(end('credited'))).toEqual({ '2026-04-01': 'declared' })
  expect(statesOf(end('not-credited'))).toEqual({ '2026-04-01': 'due' })
})

test('B12 a loan that no application names is renewed only where it can be no other', () => {
  const applicationId = `${uscc}-01`
  const one = applied(supply(listed(), '2026-04-01'), {})
  const given = { applicationId, renewedOn: '2026-03-25', maturesOn: '2027-03-25' }
  expect(statesOf(renew(one, given))).toMatchObject({ '2026-04-01': 'renewed' })
  const two = supply(one, '2026-04-09')
  expect(statesOf(renew(two, given))).toMatchObject({ '2026-04-01': 'due', '2026-04-09': 'due' })
  expect(
    noteRenewal(listed(), { ...given, bankId, bankName: '', amountFen: 1, withoutRepayment: false }),
  ).toMatchObject({ refusal: { code: 'application-unknown' } })
})

test('B12 a chain of renewals heard doubled and in any order leads to the same file', () => {
  const declared = applied(supply(listed(), '2026-04-01'), renewalForm('2026-04-01'))
  const chain = fc.integer({ min: 1, max: 5 }).chain(length => {
    const facts = Array.from({ length }, (_, n) => ({
      applicationId: `${uscc}-01`,
      renewedOn: `${2026 + n}-03-25`,
      maturesOn: `${2027 + n}-04-01`,
    }))
    const doubled = [...facts, ...facts]
    return fc.record({
      facts: fc.constant(facts),
      order: fc.shuffledSubarray(doubled, { minLength: doubled.length }),
    })
  })
  fc.assert(
    fc.property(chain, ({ facts, order }) => {
      const state = order.reduce(renew, declared)
      expect(statesOf(state)).toEqual({
        ...Object.fromEntries(
          ['2026-04-01', ...facts.map(fact => fact.maturesOn)].map(day => [day, 'renewed']),
        ),
        [facts.at(-1)?.maturesOn ?? '']: 'due',
      })
      expect(renewalOf(fileOf(state), loan('2026-04-01'))).toMatchObject({ maturesOn: '2027-04-01' })
    }),
    { numRuns: 500 },
  )
})

test('B12 however often the clock comes round: one system visit a loan and maturity, one open plan an entity', () => {
  const days = ['2026-03-20', '2026-04-01', '2026-04-20', '2026-05-15']
  const act = fc.record({
    do: fc.constantFrom('supply', 'sweep', 'visit', 'cancel', 'declare', 'withdraw'),
    maturesOn: fc.constantFrom(...days),
    later: fc.integer({ min: 0, max: 20 }),
  })
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), history => {
      let state = listed()
      let on = today
      for (const { do: what, maturesOn, later } of history) {
        on = addCalendarDays(on, what === 'sweep' ? later % 5 : 0)
        if (what === 'supply') state = supply(state, maturesOn, on)
        if (what === 'sweep') for (const day of days) state = folded(state, plan(state, day, on))
        const visit = { visitedOn: on, method: 'phone', unit: '某镇', visitors: ['何某甲'] } as const
        if (what === 'visit')
          state = folded(
            state,
            recordVisit(state, { visit: { ...visit, hasDemand: false }, caller: county, today: on }),
          )
        const open = fileOf(state).plans.find(({ status }) => status === 'open')
        if (what === 'cancel' && open)
          state = folded(
            state,
            cancelVisitPlan(state, { planId: open.planId, reason: '改期', caller: county, today: on }),
          )
        if (what === 'declare')
          state = folded(
            state,
            submitApplication(state, {
              form: form(renewalForm(maturesOn)),
              banks,
              caller: county,
              today: on,
              scope: nationalScope,
            }),
          )
        const { plans } = fileOf(state)
        expect(plans.filter(({ status }) => status === 'open').length).toBeLessThanOrEqual(1)
        const ofSystem = plans.flatMap(({ renewal }) => renewal ?? [])
        expect(ofSystem.filter((a, i) => ofSystem.findIndex(b => sameLoan(a, b)) !== i)).toEqual([])
      }
    }),
    { numRuns: 1_000 },
  )
})
