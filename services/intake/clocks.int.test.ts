import { afterEach, beforeEach, expect, test } from 'vitest'
import { schedules } from './clock.ts'
import { form, uscc } from './testing/given.ts'
import { application, openIntake, platform, target, taskForce, township, visit } from './testing/story.ts'

let open: Awaited<ReturnType<typeof openIntake>>
beforeEach(async () => {
  open = await openIntake()
  await post('target-lists', target(), platform)
})
afterEach(async () => {
  await open.stop()
})

const bank = { sub: 'bank-icbc', role: 'bank', region: '000000', bank: 'icbc-tongchuan' }
const applicationId = `${uscc}-01`
const post = async (path: string, body: unknown, claims: object = township) =>
  await open.intake.call(claims as typeof bank, 'POST', `/intake/v1/${path}`, body)
const get = async (path: string) => await open.intake.call(taskForce, 'GET', `/intake/v1/${path}`)
const on = (day: string) => ({ ...open.deps, clock: () => `${day}T04:00:00.000Z` })
const tick = async (name: keyof typeof schedules, day: string) => {
  await open.intake.refreshViews('entity', uscc)
  await schedules[name]?.(on(day))
  await open.intake.refreshViews('entity', uscc)
}
const loan = (maturesOn: string, bankId = 'icbc-tongchuan') => ({
  uscc,
  bankId,
  loanFen: 80_000_000,
  maturesOn,
})
const typesOf = async () =>
  (await open.intake.eventsOf(open.table, 'entity', uscc)).map(event => (event as { type: string }).type)
const renewals = async (more = '') =>
  (await get(`renewals?region=511702&before=2028-01-01${more}`)).body.items.map(
    ({ maturesOn, state }: { maturesOn: string; state: string }) => [maturesOn, state],
  )

test('B12 from the maturing loan to the renewed one: planned by the clock, visited, declared, renewed', async () => {
  await post('renewals', { items: [loan('2026-04-20'), loan('2026-12-01')] }, bank)
  for (const day of ['2026-03-02', '2026-03-02', '2026-03-05']) await tick('plan-renewal-visits', day)
  expect((await typesOf()).filter(type => type === 'visit-planned')).toHaveLength(1)
  expect((await get('visit-plans?region=511702')).body.items).toMatchObject([
    {
      dueOn: '2026-03-21',
      unit: '复兴镇（系统安排）',
      visitors: [],
      renewal: { bankId: 'icbc-tongchuan', maturesOn: '2026-04-20' },
    },
  ])
  expect(await renewals()).toEqual([
    ['2026-04-20', 'due'],
    ['2026-12-01', 'due'],
  ])

  await post('visits', visit({ visitedOn: '2026-03-02' }))
  await tick('plan-renewal-visits', '2026-03-09')
  expect((await typesOf()).filter(type => type === 'visit-planned')).toHaveLength(1)
  expect(await renewals('&state=visited')).toEqual([['2026-04-20', 'visited']])
  expect(await renewals('&state=due')).toEqual([['2026-12-01', 'due']])

  const demand = { ...form().demand, loanKind: 'renewal' }
  const renewal = { bankId: 'icbc-tongchuan', maturesOn: '2026-04-20', oldLoanFen: 80_000_000 }
  await post('applications', application({ demand, renewal }))
  await open.intake.refreshViews('entity', uscc)
  expect(await renewals('&state=declared')).toEqual([['2026-04-20', 'declared']])

  const renewed = {
    uscc,
    regionCode: '511702',
    applicationId,
    referralId: `${applicationId}.icbc-tongchuan`,
    bankId: 'icbc-tongchuan',
    institutionId: 'icb',
    renewedOn: '2026-04-15',
    amountFen: 90_000_000,
    maturesOn: '2027-04-15',
    withoutRepayment: true,
  }
  for (const id of ['r@7.0', 'r@7.0', 'r@8.0'])
    expect(await open.intake.receive('loan-renewed.v1', renewed, id)).toEqual({ fate: 'done' })
  await open.intake.refreshViews('entity', uscc)
  expect((await get('renewals?region=511702&before=2028-01-01&state=renewed')).body.items).toMatchObject([
    { maturesOn: '2026-04-20', stateLabel: '已续贷', renewedOn: '2026-04-15', withoutRepayment: true },
  ])
  expect(await renewals()).toEqual([
    ['2026-12-01', 'due'],
    ['2027-04-15', 'due'],
  ])
  expect((await get(`entities/${uscc}`)).body.renewals).toHaveLength(3)
  const elsewhere = { ...renewed, applicationId: `${uscc}-77` }
  expect(await open.intake.receive('loan-renewed.v1', elsewhere, 'r@9.0')).toMatchObject({ fate: 'refused' })
  expect((await get('renewals?region=511702&state=gone')).body.errors).toMatchObject([{ pointer: '?state' }])
})

test('B5 the clock ends what the consent no longer covers, a week late and twice at once, exactly once', async () => {
  await post(
    'applications',
    application({ consent: { agreed: true, givenOn: '2026-03-02', until: '2026-03-10' } }),
  )
  await tick('end-expired-consents', '2026-03-10')
  expect((await get(`applications/${applicationId}`)).body.status).toBe('declared')
  await Promise.all([1, 2].map(() => schedules['end-expired-consents']?.(on('2026-03-18'))))
  await tick('end-expired-consents', '2026-03-18')
  await tick('end-expired-consents', '2026-03-19')
  expect((await get(`applications/${applicationId}`)).body).toMatchObject({
    status: 'withdrawn',
    withdrawn: {
      reason: 'consent-expired',
      explanation: '企业同意已于 2026-03-10 到期',
      withdrawnOn: '2026-03-18',
    },
  })
  expect((await typesOf()).filter(type => type === 'application-withdrawn.v1')).toHaveLength(1)
})

test('B11 F1 through the inbox: repaired, recommended again, concluded; only then the entity is free', async () => {
  await post('applications', application())
  const ref = { uscc, regionCode: '511702', applicationId }
  const conclude = (listId: string) => ({
    ...ref,
    outcome: 'not-credited' as const,
    concludedOn: '2026-03-09',
    listId,
    demandCovered: false,
  })
  const closed = { coachingId: 'CO1', problemClass: 'other', closedOn: '2026-03-10' }
  await open.intake.receive('application-concluded.v1', conclude('L1'), 'plan@5.0')
  const givenUp = { ...ref, ...closed, coachingId: 'CO0', outcome: 'given-up' as const }
  await open.intake.receive('coaching-closed.v1', givenUp, 'coaching@2.0')
  expect((await get(`applications/${applicationId}`)).body.status).toBe('concluded')

  await open.intake.receive('coaching-closed.v1', { ...ref, ...closed, outcome: 'repaired' }, 'coaching@3.0')
  expect((await get(`applications/${applicationId}`)).body).toMatchObject({
    status: 'declared',
    repaired: true,
  })
  await open.intake.refreshViews('entity', uscc)
  expect((await get('declared-list?region=511702')).body.items).toMatchObject([{ repaired: true }])
  expect((await post('applications', application())).body.code).toBe('live-application-exists')

  const declared = (await open.intake.eventsOf(open.table, 'entity', uscc)).find(
    event => (event as { type: string }).type === 'application-declared.v1',
  ) as { data: never }
  const recommended = {
    ...(declared.data as object),
    listId: 'L2',
    recommendedOn: '2026-03-11',
    firstBankId: 'icbc-tongchuan',
  } as never
  await open.intake.receive('application-recommended.v1', recommended, 'case@9.0')
  expect((await post('applications', application())).status).toBe(409)
  await open.intake.receive('application-concluded.v1', conclude('L2'), 'plan@9.0')
  expect((await post('applications', application())).body.applicationId).toBe(`${uscc}-02`)
})
