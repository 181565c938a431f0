import { expect, test } from 'vitest'
import { applicationRefSchema } from '#shared/contracts/parts.ts'
import { type EntityState, liveApplication } from '../../domain/entity.ts'
import { nationalScope } from '../../domain/policy.ts'
import { applied, banks, callerIn, county, folded, form, listed, today, uscc } from '../../testing/given.ts'
import { giveConsent } from '../give-consent/decide.ts'
import { submitApplication } from '../submit-application/decide.ts'
import { withdrawApplication } from '../withdraw-application/decide.ts'
import { withdrawConsent } from './decide.ts'

const withdraw = (state: EntityState, region = '511702') =>
  withdrawConsent(state, { method: '书面', reason: '不再需要', caller: callerIn(region), today })
const declare = (state: EntityState, on: string, givenOn: string) =>
  submitApplication(state, {
    form: form({ consent: { agreed: true, givenOn } }),
    banks,
    caller: county,
    today: on,
    scope: nationalScope,
  })
const consent = (state: EntityState, givenOn: string) =>
  giveConsent(state, {
    terms: { givenOn, purpose: '申报与推送', recipients: ['某某银行'] },
    caller: county,
    today,
  })

test('B5 what the enterprise agreed to is on record: for what, to whom, how and when', () => {
  expect(applied(listed())).toMatchObject({
    consents: [
      {
        consentId: `${uscc}-C01`,
        purpose: expect.stringContaining('申报'),
        recipients: expect.arrayContaining(['工行通川支行']),
        givenOn: today,
        applicationId: `${uscc}-01`,
      },
    ],
  })
})

test('B5 consent taken back: the live application ends and every later stage hears it', () => {
  const decision = withdraw(applied(listed()))
  if (decision.kind !== 'accepted') throw new Error(decision.kind)
  expect(decision.result).toEqual({
    uscc,
    withdrawnOn: today,
    consentIds: [`${uscc}-C01`],
    withdrawnApplicationId: `${uscc}-01`,
  })
  const told = decision.events.find(({ type }) => type === 'application-withdrawn.v1')
  expect(told?.data).toMatchObject({ applicationId: `${uscc}-01`, reason: 'consent-withdrawn' })
  expect(applicationRefSchema.safeParse(told?.data).success).toBe(true)
  const after = folded(applied(listed()), decision)
  expect(liveApplication(after)).toBeUndefined()
  expect(after).toMatchObject({
    applications: [{ status: 'withdrawn', explanation: '不再需要' }],
    consents: [{ withdrawnOn: today }],
    consentWithdrawnOn: today,
  })
})

test('B5 after that nothing is declared until the enterprise agrees anew', () => {
  const after = folded(applied(listed()), withdraw(applied(listed())))
  for (const givenOn of ['2026-02-01', today])
    expect(declare(after, today, givenOn)).toMatchObject({
      refusal: { code: 'consent-withdrawn', errors: [{ pointer: '/consent/givenOn' }] },
    })
  expect(declare(after, '2026-03-03', '2026-03-03').kind).toBe('accepted')
  expect(consent(after, '2026-03-01')).toMatchObject({ refusal: { code: 'consent-withdrawn' } })
  const again = folded(after, consent(after, today))
  expect(declare(again, today, today).kind).toBe('accepted')
  expect(again).toMatchObject({ consents: [{ withdrawnOn: today }, { consentId: `${uscc}-C02` }] })
  expect(again).not.toHaveProperty('consentWithdrawnOn')
})

test('B5 only what stands can be taken back, and only by who may act on the entity', () => {
  expect(withdraw(listed())).toMatchObject({ refusal: { code: 'consent-none' } })
  const after = folded(applied(listed()), withdraw(applied(listed())))
  expect(withdraw(after)).toMatchObject({ refusal: { code: 'consent-none' } })
  expect(withdraw(applied(listed()), '511703')).toMatchObject({ refusal: { code: 'not-found' } })
})

test('B5 an application is taken back while it is under way, and once', () => {
  const take = (state: EntityState, region = '511702') =>
    withdrawApplication(state, { applicationId: `${uscc}-01`, caller: callerIn(region), today })
  const live = applied(listed())
  expect(take(live)).toMatchObject({
    events: [
      { type: 'application-freed', data: { ending: { status: 'withdrawn', reason: 'by-enterprise' } } },
      { type: 'application-withdrawn.v1', data: { reason: 'by-enterprise', withdrawnOn: today } },
    ],
  })
  const after = folded(live, take(live))
  expect(take(after)).toMatchObject({ refusal: { code: 'application-not-live' } })
  expect(take(live, '511703')).toMatchObject({ refusal: { code: 'application-unknown' } })
  expect(take(listed())).toMatchObject({ refusal: { code: 'application-unknown' } })
  expect(declare(after, today, today).kind).toBe('accepted')
})
