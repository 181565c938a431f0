import { afterAll, beforeAll, expect, test } from 'vitest'
import { claims, county, profile } from './testing/cases.ts'
import { type Desk, openDesk } from './testing/desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(async () => await desk.stop())

const taskForce = claims('task-force')
const idOf = (n: number) => profile(n).applicationId
const path = (n: number, rest = '') => `/review/v1/cases/${idOf(n)}${rest}`
const pass = (role: string, level: string, n: number) =>
  desk.call(claims(role), 'POST', path(n, '/reviews'), { level, outcome: 'pass', opinion: '同意' })
const confirm = (n: number) =>
  desk.call(claims('industry-department'), 'POST', path(n, '/confirmation'), {
    outcome: 'confirm',
    opinion: '属实',
  })
const under = (profileName: 'tongchuan' | 'national', version: number) =>
  desk.receive(
    'policy-set.v1',
    { regionCode: county, version, effectiveFrom: '2025-01-01', setting: { profile: profileName } },
    `policy#${county}@${version}.0`,
  )
const departmentKinds = [
  'registered-capital',
  'operations',
  'debt-evasion',
  'project-approvals',
  'industry-environment-policy',
  'collateral',
  'litigation',
]
const supply = (n: number, kinds: readonly string[]) =>
  desk.call(claims('department', 'bureau'), 'POST', path(n, '/facts'), {
    facts: kinds.map(kind => ({
      kind,
      finding: 'nothing-on-file',
      source: '联合会商',
      observedOn: '2025-03-01',
    })),
  })

test('C1 C3 Tongchuan: the departments’ facts come first, then the task force and the confirmation', async () => {
  await under('tongchuan', 1)
  for (const n of [1, 2]) await desk.declare(n)
  await supply(1, departmentKinds.slice(0, 5))
  const early = await pass('task-force', 'task-force', 1)
  expect(early).toMatchObject({
    status: 409,
    body: {
      code: 'facts-missing',
      missing: ['collateral', 'litigation'],
      detail:
        '按本地政策，部门核查七类齐备方可通过；尚缺：抵质押、涉法涉诉。请相关部门报送，查无情况的报“无记录”。',
    },
  })
  // C6: neither a return nor a refusal waits for the departments.
  const back = { level: 'task-force', outcome: 'return', opinion: '缺材料', missing: ['场地证明'] }
  expect((await desk.call(taskForce, 'POST', path(2, '/reviews'), back)).body).toMatchObject({
    stage: 'returned',
  })
  await supply(1, departmentKinds.slice(5))
  expect((await pass('task-force', 'task-force', 1)).body).toMatchObject({ stage: 'confirmation' })
  expect((await confirm(1)).body).toMatchObject({ stage: 'awaiting-list' })
})

test('C2 C3 the national minimum, alone or with the two further levels, ends on the same list', async () => {
  await under('national', 2)
  for (const n of [3, 4]) await desk.declare(n)
  expect((await pass('task-force', 'task-force', 3)).body).toMatchObject({ stage: 'confirmation' })
  expect((await confirm(3)).body).toMatchObject({ stage: 'awaiting-list' })

  await pass('task-force', 'task-force', 4)
  expect(await pass('leader', 'leader', 4)).toMatchObject({ status: 409, body: { code: 'wrong-stage' } })
  expect((await pass('bank-reviewer', 'bank', 4)).body).toMatchObject({ stage: 'confirmation' })
  expect((await confirm(4)).body).toMatchObject({ stage: 'awaiting-list' })
  expect((await pass('leader', 'leader', 4)).body).toMatchObject({ stage: 'awaiting-list' })
  const { body } = await desk.call(taskForce, 'GET', path(4))
  expect(body).toMatchObject({
    chain: [{ step: 'task-force' }, { step: 'confirmation' }],
    voluntary: [
      { step: 'bank', stepLabel: '专班银行审核' },
      { step: 'leader', stepLabel: '专班组长审核' },
    ],
  })
  expect(body.voluntaryNext).toBeUndefined()
  expect((await desk.call(taskForce, 'GET', path(3))).body).toMatchObject({
    voluntary: [],
    voluntaryNext: { step: 'bank' },
  })

  for (const n of [3, 4]) await desk.refreshViews('case', idOf(n))
  const lists = '/review/v1/recommendation-lists'
  const drafted = await desk.call(taskForce, 'POST', lists, {
    regionCode: county,
    applicationIds: [idOf(3), idOf(4)],
  })
  const { listId } = drafted.body
  expect(drafted.body).toMatchObject({ status: 'ready' })
  expect((await desk.call(claims('convener'), 'POST', `${lists}/${listId}/sign-off`, {})).status).toBe(200)
  await desk.deliverSigned(listId)
  for (const n of [3, 4])
    expect((await desk.call(taskForce, 'GET', path(n))).body).toMatchObject({ stage: 'recommended' })

  // H2: one look a list, with how many it showed; one a proof, at the entity.
  await desk.call(taskForce, 'GET', `${lists}/${listId}`)
  await desk.call(taskForce, 'GET', `${lists}/${listId}/rows/${idOf(3)}/proof`)
  const looks = await desk.table.readAccess(listId, 10, undefined)
  expect(looks).toMatchObject({ items: [{ subject: listId, regionCode: county, of: 'credit', rows: 2 }] })
  const proof = await desk.table.readAccess(profile(3).uscc, 1, undefined)
  expect(proof).toMatchObject({ items: [{ route: expect.stringContaining('/proof') }] })
})

test('H2 F1 F2 reading a coaching or a slip is a look at its entity, also by the township', async () => {
  await desk.declare(5)
  await desk.call(taskForce, 'POST', path(5, '/reviews'), {
    level: 'task-force',
    outcome: 'refuse',
    opinion: '不同意',
    criterion: 'good-credit',
    problem: '有逾期',
    advice: '结清',
  })
  const { uscc, regionCode, townshipCode } = profile(5)
  const refused = { applicationId: idOf(5), uscc, regionCode, townshipCode, level: 'task-force' as const }
  const why = {
    criterion: 'good-credit' as const,
    problem: '有逾期',
    advice: '结清',
    refusedOn: '2025-03-03',
  }
  await desk.receive('application-refused.v1', { ...refused, ...why }, 'case#A-05@2.0')
  const township = claims('township', 'visitor', '511702001')
  expect((await desk.call(township, 'GET', `/review/v1/coachings/${idOf(5)}-CO1`)).status).toBe(200)
  const { body: slip } = await desk.call(taskForce, 'POST', '/review/v1/slips', {
    regionCode: county,
    applicationId: idOf(5),
    source: 'enterprise',
    kind: 'green-channel',
    problem: '逾期记录有误',
    proposal: '核对还款记录',
    departments: ['finance'],
  })
  expect((await desk.call(taskForce, 'GET', `/review/v1/slips/${slip.slipId}`)).body).toMatchObject({ uscc })
  const finance = { ...claims('department', 'clerk'), org: 'finance' }
  expect((await desk.call(finance, 'GET', `/review/v1/own-slips/${slip.slipId}`)).status).toBe(200)
  const page = await desk.table.readAccess(uscc, 10, undefined)
  const items = page === 'bad-cursor' ? [] : page.items
  expect(items.map(({ who }) => who.role).sort()).toEqual(['department', 'task-force', 'township'])
})
