import { afterEach, beforeEach, expect, test } from 'vitest'
import { type EventData, eventContracts } from '#shared/contracts/events.ts'
import { fingerprintOf } from '#shared/domain/canonical.ts'
import { schedules } from './clock.ts'
import { handlers } from './inbox.ts'
import { uscc } from './testing/given.ts'
import { application, openIntake, platform, target, taskForce, township } from './testing/story.ts'

let open: Awaited<ReturnType<typeof openIntake>>
beforeEach(async () => {
  open = await openIntake()
  await open.intake.call(platform, 'POST', '/intake/v1/target-lists', target())
  await open.intake.call(township, 'POST', '/intake/v1/applications', application())
})
afterEach(async () => {
  await open.stop()
})

type Name = 'loan-renewed.v1' | 'loan-repaid.v1' | 'feedback-corrected.v1'
/** As its queue would: the place in the referral's history counts. */
const hear = async <N extends Name>(name: N, sequence: number, given: Partial<EventData<N>>) => {
  const ref = { uscc, regionCode: '511702', applicationId: `${uscc}-01`, bankId: 'icbc-tongchuan' }
  const data = { ...ref, referralId: `${uscc}-01.icbc-tongchuan`, institutionId: 'icb', ...given }
  const key = `event:referral@${sequence}.0`
  const handler = handlers[name] as (received: unknown, deps: typeof open.deps) => Promise<{ fate: string }>
  const fate = await handler(
    {
      name,
      data: eventContracts[name].parse(data),
      envelope: { sequence },
      cause: { key, fingerprint: fingerprintOf(data) },
      actor: { sub: 'system:test', org: 'system', role: 'system', region: '510000' },
    },
    open.deps,
  )
  await open.intake.refreshViews('entity', uscc)
  return fate.fate
}
const renewal = (maturesOn: string, amountFen = 80_000_000) => ({
  renewedOn: '2026-01-10',
  amountFen,
  maturesOn,
  withoutRepayment: true,
})
const correct = async (sequence: number, renewals?: ReturnType<typeof renewal>[]) =>
  await hear('feedback-corrected.v1', sequence, {
    correctedOn: '2026-03-02',
    reason: '到期日录入有误',
    totalDrawnFen: 90_000_000,
    ...(renewals ? { renewals } : {}),
  })
const tick = async (day: string) => {
  await schedules['plan-renewal-visits']?.({ ...open.deps, clock: () => `${day}T04:00:00.000Z` })
  await open.intake.refreshViews('entity', uscc)
}
const get = async (path: string) => (await open.intake.call(taskForce, 'GET', `/intake/v1/${path}`)).body
const listed = async () =>
  (await get('renewals?region=511702&before=2028-01-01')).items.map(
    ({ maturesOn, loanFen }: { maturesOn: string; loanFen: number }) => [maturesOn, loanFen],
  )
const plans = async () =>
  (await get(`entities/${uscc}`)).plans.map(({ dueOn, status }: { dueOn: string; status: string }) => [
    dueOn,
    status,
  ])

test('B12 E3 through inbox, lists and clock: the visit follows the maturity as the bank corrects it, there and back', async () => {
  expect(await hear('loan-renewed.v1', 7, renewal('2026-04-20'))).toBe('done')
  await tick('2026-03-02')
  expect(await plans()).toEqual([['2026-03-21', 'open']])

  // An old correction says nothing of renewals; a new one is heard twice.
  for (const sequence of [8, 8]) expect(await correct(sequence)).toBe('done')
  expect(await listed()).toEqual([['2026-04-20', 80_000_000]])
  for (const sequence of [9, 9])
    expect(await correct(sequence, [renewal('2026-09-20', 60_000_000)])).toBe('done')
  expect(await listed()).toEqual([['2026-09-20', 60_000_000]])
  expect((await get(`entities/${uscc}`)).renewals).toMatchObject([{ maturesOn: '2026-09-20' }])
  expect((await get('visit-plans?region=511702')).items).toEqual([])
  expect((await get(`entities/${uscc}`)).plans).toMatchObject([
    { cancelledOn: '2026-03-02', cancelReason: expect.stringMatching(/更正.*2026-04-20/) },
  ])
  await tick('2026-03-03')
  expect(await plans()).toEqual([['2026-03-21', 'cancelled']])

  // The first maturity was right after all.
  await correct(10, [renewal('2026-04-20')])
  for (const day of ['2026-03-04', '2026-03-04', '2026-03-05']) await tick(day)
  expect(await listed()).toEqual([['2026-04-20', 80_000_000]])
  expect(await plans()).toEqual([
    ['2026-03-21', 'cancelled'],
    ['2026-03-21', 'open'],
  ])
  expect(await hear('loan-renewed.v1', 11, { ...renewal('2027-01-10'), uscc: '91350100M000100Y40' })).toBe(
    'refused',
  )
})

test('B12 E3 the correction heard first: the renewal that comes after it does not bring the wrong maturity back', async () => {
  await correct(8, [renewal('2026-09-20')])
  await hear('loan-renewed.v1', 7, renewal('2026-04-20'))
  await hear('loan-renewed.v1', 9, renewal('2026-12-20'))
  expect(await listed()).toEqual([
    ['2026-09-20', 80_000_000],
    ['2026-12-20', 80_000_000],
  ])
})

test('B12 E3 repaid and taken back, through inbox, lists and clock: the loan leaves the due list and comes back', async () => {
  expect(await hear('loan-repaid.v1', 8, { repaidOn: '2026-03-01' })).toBe('done')
  await hear('loan-renewed.v1', 7, renewal('2026-04-20'))
  for (const day of ['2026-03-02', '2026-03-03']) await tick(day)
  expect(await plans()).toEqual([])
  expect(await listed()).toEqual([])
  expect((await get('renewals?region=511702&before=2028-01-01&state=repaid')).items).toMatchObject([
    { maturesOn: '2026-04-20', stateLabel: '已结清', repaidOn: '2026-03-01' },
  ])
  await correct(9, [renewal('2026-04-20')])
  await tick('2026-03-04')
  expect(await listed()).toEqual([['2026-04-20', 80_000_000]])
  expect(await plans()).toEqual([['2026-03-21', 'open']])
  // The bank was right the first time, after all.
  for (const sequence of [10, 10])
    expect(await hear('loan-repaid.v1', sequence, { repaidOn: '2026-03-04' })).toBe('done')
  expect(await listed()).toEqual([])
  await tick('2026-03-05')
  expect(await plans()).toEqual([['2026-03-21', 'cancelled']])
})
