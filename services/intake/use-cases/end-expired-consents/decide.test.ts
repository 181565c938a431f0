import { expect, test } from 'vitest'
import { applicationRefSchema } from '#shared/contracts/parts.ts'
import { type EntityState, liveApplication } from '../../domain/entity.ts'
import { nationalScope } from '../../domain/policy.ts'
import { applied, banks, county, folded, form, listed, today, uscc } from '../../testing/given.ts'
import { correctApplication } from '../correct-application/decide.ts'
import { freeApplication } from '../free-application/decide.ts'
import { giveConsent } from '../give-consent/decide.ts'
import { endExpiredConsent } from './decide.ts'

const until = '2026-03-31'
const consent = { agreed: true, givenOn: today, until }
const live = (): EntityState => applied(listed(), { consent })
const end = (state: EntityState, on: string) => endExpiredConsent(state, { today: on })
const agree = (state: EntityState, more: object) =>
  folded(
    state,
    giveConsent(state, {
      terms: { purpose: '推送', recipients: ['工行'], givenOn: today, ...more },
      caller: county,
      today,
    }),
  )

test('B5 the day after the last day of the consent the application ends and the later stages hear it, once', () => {
  expect(end(live(), until).kind).toBe('unchanged')
  const decision = end(live(), '2026-04-01')
  if (decision.kind !== 'accepted') throw new Error(decision.kind)
  const told = decision.events.find(({ type }) => type === 'application-withdrawn.v1')
  expect(told?.data).toMatchObject({
    applicationId: `${uscc}-01`,
    reason: 'consent-expired',
    withdrawnOn: '2026-04-01',
  })
  expect(applicationRefSchema.safeParse(told?.data).success).toBe(true)
  const after = folded(live(), decision)
  expect(liveApplication(after)).toBeUndefined()
  expect(after).toMatchObject({ applications: [{ status: 'withdrawn', reason: 'consent-expired' }] })
  expect(end(after, '2026-04-02').kind).toBe('unchanged')
})

test('B5 a longer consent given since, on its own or with a correction, carries the application on', () => {
  expect(end(agree(live(), { until: '2026-06-30' }), '2026-04-01').kind).toBe('unchanged')
  expect(end(agree(live(), { until: '2026-06-30' }), '2026-07-01').kind).toBe('accepted')
  expect(end(agree(live(), {}), '2027-01-01').kind).toBe('unchanged')
  expect(end(agree(live(), { until: '2026-03-10' }), '2026-03-20').kind).toBe('unchanged')
  const corrected = correctApplication(live(), {
    applicationId: `${uscc}-01`,
    form: form({ consent: { ...consent, until: '2026-12-31' } }),
    banks,
    scope: nationalScope,
    caller: county,
    today,
    correctedAs: 5,
  })
  expect(end(folded(live(), corrected), '2026-04-01').kind).toBe('unchanged')
})

test('B5 what has no last day does not end, and what the banks have concluded stays concluded', () => {
  expect(end(applied(listed()), '2030-01-01').kind).toBe('unchanged')
  const ending = { status: 'concluded', outcome: 'credited', concludedOn: today, listId: 'L1' } as const
  const concluded = folded(live(), freeApplication(live(), { applicationId: `${uscc}-01`, ending }))
  expect(end(concluded, '2026-04-01').kind).toBe('unchanged')
  expect(end({ status: 'unknown' }, '2026-04-01').kind).toBe('unchanged')
})
