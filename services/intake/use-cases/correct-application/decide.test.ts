import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applicationProfileSchema } from '#shared/contracts/parts.ts'
import { type EntityState, liveApplication } from '../../domain/entity.ts'
import { nationalScope } from '../../domain/policy.ts'
import { applied, banks, callerIn, county, folded, form, listed, notMet, uscc } from '../../testing/given.ts'
import { beginReview } from '../begin-review/decide.ts'
import { withdrawApplication } from '../withdraw-application/decide.ts'
import { correctApplication } from './decide.ts'

const applicationId = `${uscc}-01`
const later = '2026-03-05'
const correct = (state: EntityState, given: Parameters<typeof form>[0] = {}, caller = county) =>
  correctApplication(state, {
    applicationId,
    form: form(given),
    banks,
    caller,
    today: later,
    correctedAs: 5,
    scope: nationalScope,
  })
const bigger = { demand: { ...form().demand, amountFen: 70_000_000 } }
const begin = (state: EntityState) => beginReview(state, { applicationId, begunOn: later })

test('B6 a correction replaces the whole form and tells the whole new content', () => {
  const decision = correct(applied(listed()), bigger)
  if (decision.kind !== 'accepted') throw new Error(decision.kind)
  expect(decision.events).toMatchObject([
    { type: 'application-rewritten', data: { correctedOn: later, submittedOn: '2026-03-02' } },
    {
      type: 'application-corrected.v1',
      data: { applicationId, demand: bigger.demand, declaredOn: '2026-03-02' },
    },
  ])
  expect(applicationProfileSchema.strict().safeParse(decision.events[1]?.data).success).toBe(true)
  const after = folded(applied(listed()), decision)
  expect(liveApplication(after)).toMatchObject({ applicationId, demand: bigger.demand, correctedOn: later })
  expect(after).toMatchObject({ consents: [{ consentId: `${uscc}-C01`, applicationId }] })
})

test('B4 a correction that no longer meets a criterion leaves the declared list, and review hears it', () => {
  const decision = correct(applied(listed()), { criteria: { ...form().criteria, 'good-credit': notMet } })
  expect(decision).toMatchObject({
    result: { status: 'screened-out', failedCriteria: [{ criterion: 'good-credit' }] },
    events: [
      { type: 'application-rewritten' },
      { type: 'application-screened-out.v1', data: { screenedOn: later } },
      { type: 'application-withdrawn.v1', data: { applicationId, reason: 'by-enterprise' } },
    ],
  })
  expect(folded(applied(listed()), decision)).toMatchObject({ applications: [{ status: 'screened-out' }] })
})

test('C2 once review has begun nothing is corrected', () => {
  const begun = folded(applied(listed()), begin(applied(listed())))
  expect(correct(begun, bigger)).toMatchObject({
    refusal: { code: 'review-begun', facts: { reviewBegunOn: later } },
  })
  expect(begin(begun).kind).toBe('unchanged')
  expect(begin(listed())).toMatchObject({ refusal: { code: 'application-unknown' } })
})

test('B6 a correction is held to the same checks as a declaration', () => {
  const state = applied(listed())
  expect(correct(state, { intendedBankIds: ['no-such'] })).toMatchObject({
    refusal: { code: 'bank-unknown' },
  })
  expect(correct(state, { consent: undefined })).toMatchObject({ refusal: { code: 'consent-missing' } })
  expect(correct(state, {}, callerIn('511703'))).toMatchObject({ refusal: { code: 'application-unknown' } })
  expect(correct(listed())).toMatchObject({ refusal: { code: 'application-unknown' } })
})

const acts = {
  correct: (state: EntityState) => correct(state, bigger),
  fail: (state: EntityState) => correct(state, { criteria: { ...form().criteria, 'lawful-use': notMet } }),
  begin,
  withdraw: (state: EntityState) =>
    withdrawApplication(state, { applicationId, caller: county, today: later }),
}

test('B5 C2 after any history: one end told at most, and no correction told after review began or the end', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...Object.values(acts)), { maxLength: 12 }), history => {
      let state = applied(listed())
      const told: string[] = []
      for (const act of history) {
        const decision = act(state)
        if (decision.kind === 'accepted') told.push(...decision.events.map(({ type }) => type))
        state = folded(state, decision)
      }
      const ended = told.indexOf('application-withdrawn.v1')
      expect(told.lastIndexOf('application-withdrawn.v1')).toBe(ended)
      const begun = told.indexOf('review-begun')
      const closed = Math.min(...[ended, begun].filter(at => at >= 0))
      expect(told.lastIndexOf('application-corrected.v1')).toBeLessThan(closed)
      expect(ended >= 0).toBe(liveApplication(state) === undefined)
    }),
    { numRuns: 2_000 },
  )
})
