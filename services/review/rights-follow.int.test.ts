import { afterAll, beforeAll, expect, test } from 'vitest'
import { claims, county, profile } from './testing/cases.ts'
import { type Desk, openDesk } from './testing/desk.ts'
import { atMechanism, member, registerDesk } from './testing/register-desk.ts'

// The day of the desk is 2025-03-03 (Asia/Shanghai): leader A's term has ended, B's begins.
let desk: Desk
let termOfB = ''
beforeAll(async () => {
  desk = await openDesk()
  await putHeads()
  await appoint('taskforce-511702', 'leader-a', 'leader', '2025-01-01', { to: '2025-03-02' })
  const { body } = await appoint('taskforce-511702', 'leader-b', 'leader', '2025-03-03')
  termOfB = body.appointmentId
})
afterAll(async () => {
  await desk.stop()
})

const { put, putHeads, appoint, endTerm } = registerDesk(() => desk)

const pass = (who: ReturnType<typeof claims>, level: string, n: number, key?: string) =>
  desk.call(
    who,
    'POST',
    `/review/v1/cases/${profile(n).applicationId}/reviews`,
    { level, outcome: 'pass', opinion: '同意' },
    key,
  )

test('A2 C2 whose term ended is refused, whose term began passes', async () => {
  await desk.declare(1)
  expect((await pass(member('task-force', 'reviewer'), 'task-force', 1)).status).toBe(201)
  expect((await pass(claims('bank-reviewer'), 'bank', 1)).status).toBe(201)
  expect(await pass(member('leader', 'leader-a'), 'leader', 1)).toMatchObject({
    status: 403,
    body: { code: 'not-in-office', office: 'leader', until: '2025-03-02', detail: /组长.*2025-03-02/ },
  })
  // Nor does another organisation in the token get round the register of the county's own task force.
  expect(await pass(claims('leader', 'leader-a', county, 'elsewhere'), 'leader', 1)).toMatchObject({
    status: 403,
    body: { code: 'not-in-office', detail: /taskforce-511702/ },
  })
  const passed = await pass(member('leader', 'leader-b'), 'leader', 1, 'leader-passes')
  expect(passed).toMatchObject({ status: 201, body: { stage: 'confirmation' } })
})

test('A2 what was decided in office is answered the same after the term', async () => {
  const again = () => pass(member('leader', 'leader-b'), 'leader', 1, 'leader-passes')
  const first = await again()
  await endTerm('taskforce-511702', termOfB, '2025-03-02')
  expect((await again()).text).toBe(first.text)
  await appoint('taskforce-511702', 'leader-b', 'leader', '2025-03-03')
})

test('A2 two people of one name in two organisations are two: both act, four eyes hold between them', async () => {
  await desk.declare(2)
  const branch = { kind: 'bank-branch', name: '某行通川支行' }
  expect((await put('bank-x-511702', branch)).status).toBe(200)
  await appoint('taskforce-511702', 'li', 'member')
  await appoint('bank-x-511702', 'li', 'bank-reviewer')
  expect(await pass(member('task-force', 'reviewer'), 'task-force', 2)).toMatchObject({
    status: 403,
    body: { code: 'not-in-office', office: 'member' },
  })
  expect((await pass(member('task-force', 'li'), 'task-force', 2)).status).toBe(201)
  const bank = (sub: string) => claims('bank-reviewer', sub, county, 'bank-x-511702')
  expect((await pass(bank('wang'), 'bank', 2)).body.code).toBe('not-in-office')
  expect((await pass(bank('li'), 'bank', 2)).status).toBe(201)
  expect((await pass(member('leader', 'li'), 'leader', 2)).body.code).toBe('same-person')
  expect((await pass(member('leader', 'leader-b'), 'leader', 2)).status).toBe(201)
})

test('A2 C3 once a department has members on the register, they alone confirm for it', async () => {
  const department = { kind: 'department', name: '区某产业部门', parentOrg: 'mechanism-511702' }
  expect(await put('dept-trade', department)).toMatchObject({ status: 200 })
  await appoint('dept-trade', 'zhou', 'member')
  const confirm = (sub: string) =>
    desk.call(
      claims('industry-department', sub, county, 'dept-trade'),
      'POST',
      `/review/v1/cases/${profile(1).applicationId}/confirmation`,
      { outcome: 'confirm', opinion: '符合产业政策' },
    )
  expect(await confirm('stranger')).toMatchObject({
    status: 403,
    body: { code: 'not-in-office', office: 'member', detail: /dept-trade/ },
  })
  expect(await confirm('zhou')).toMatchObject({ status: 200, body: { stage: 'awaiting-list' } })
})

test('A2 F3 once the register knows a convener, nobody else raises a slip', async () => {
  await appoint('mechanism-511702', 'head', 'convener')
  const opened = await desk.call(member('task-force', 'reviewer'), 'POST', '/review/v1/slips', {
    regionCode: county,
    source: 'bank',
    kind: 'green-channel',
    problem: '厂房没有不动产登记',
    proposal: '先行办理不动产登记',
    departments: ['dept-land'],
  })
  const raise = (who: ReturnType<typeof claims>) =>
    desk.call(who, 'POST', `/review/v1/slips/${opened.body.slipId}/raise`, {
      level: 'city',
      reason: '权限在市级',
    })
  expect(await raise(atMechanism('convener', 'former'))).toMatchObject({
    status: 403,
    body: { code: 'not-in-office', office: 'convener' },
  })
  expect((await raise(claims('convener', 'head', county, 'elsewhere'))).body.code).toBe('not-in-office')
  expect(await raise(atMechanism('convener', 'head'))).toMatchObject({
    status: 200,
    body: { status: 'raised', toRegion: '511700' },
  })
})

test('A1 C4 the convener away, a deputy in office signs by delegation, and the statement says so', async () => {
  await appoint('mechanism-511702', 'head', 'convener')
  await appoint('mechanism-511702', 'second', 'deputy-convener')
  await desk.call(
    claims('industry-department'),
    'POST',
    `/review/v1/cases/${profile(2).applicationId}/confirmation`,
    { outcome: 'confirm', opinion: '符合产业政策' },
  )
  await desk.refreshViews('case', profile(2).applicationId)
  const lists = '/review/v1/recommendation-lists'
  const drafted = await desk.call(member('task-force', 'li'), 'POST', lists, {
    regionCode: county,
    applicationIds: [profile(2).applicationId],
  })
  const signOff = `${lists}/${drafted.body.listId}/sign-off`
  const sign = (who: ReturnType<typeof claims>) => desk.call(who, 'POST', signOff, {})
  expect((await sign(atMechanism('convener', 'second'))).body.code).toBe('not-in-office')
  expect((await sign(claims('convener', 'head', county, 'elsewhere'))).body.code).toBe('not-in-office')

  const naming = (sub: string, who = atMechanism('convener', 'head')) =>
    desk.call(who, 'POST', '/review/v1/delegations', {
      ...{ regionCode: county, from: '2025-03-03', to: '2025-03-10', reason: '外出' },
      deputy: { org: 'mechanism-511702', sub },
    })
  expect((await naming('stranger')).body.code).toBe('not-in-office')
  expect((await naming('second', atMechanism('convener', 'former'))).body.code).toBe('not-in-office')
  // Nor does the city’s convener delegate in the place of the county’s own.
  const city = claims('convener', 'city', '511700', 'mechanism-511700')
  expect((await naming('second', city)).body.code).toBe('not-in-office')
  expect((await naming('second')).status).toBe(201)
  const signed = await sign(atMechanism('convener', 'second'))
  expect(signed).toMatchObject({ status: 200, body: { rows: 1 } })
  expect(signed.body.statement).toMatch(
    /代行签发：受召集人委托.*\n委托人机构："mechanism-511702"\n委托人："head"$/,
  )
})

test('A2 the register is asked twice at most by the first act, and by the next ones within seconds not at all', async () => {
  const asked: string[] = []
  const remembering = desk.over({
    ...desk.table,
    settingsSeconds: 3,
    read: async (aggregate, id) => {
      if (aggregate === 'organisation' || aggregate === 'seats') asked.push(`${aggregate} ${id}`)
      return await desk.table.read(aggregate, id)
    },
  })
  const review = (sub: string) =>
    remembering.call(
      member('task-force', sub),
      'POST',
      `/review/v1/cases/${profile(2).applicationId}/reviews`,
      { level: 'task-force', outcome: 'pass', opinion: '同意' },
    )
  await review('li')
  expect(asked).toEqual([`seats ${county}`, 'organisation taskforce-511702'])
  await review('li')
  expect(asked).toHaveLength(2)
})
