import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyList, verifyProof } from '../../domain/verify-list.ts'
import { claims, county, profile } from '../../testing/cases.ts'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { seedReady } from '../../testing/seed.ts'

const taskForce = claims('task-force')
const lists = '/review/v1/recommendation-lists'
let desk: Desk
let listId = ''
let ids: readonly string[] = []

beforeAll(async () => {
  desk = await openDesk()
  ids = await Promise.all([1, 2, 3].map(n => seedReady(desk.table, n)))
  listId = (await desk.call(taskForce, 'POST', lists, { regionCode: county })).body.listId
  await desk.call(claims('convener'), 'POST', `${lists}/${listId}/sign-off`, {})
  await desk.deliverSigned(listId)
})
afterAll(async () => {
  await desk.stop()
})

const remove = (body: object, key?: string, who = taskForce) =>
  desk.call(who, 'POST', `${lists}/${listId}/removals`, body, key)
const good = { reason: 'false-material', detail: '财务报表不实', evidence: '核查笔录12号' }

test.each([
  [{ ...good, applicationId: 'A-01', reason: 'late' }, '/reason', /false-material/],
  [{ ...good, applicationId: 'A-01', detail: ' ' }, '/detail', /2 至 500 字/],
  [{ ...good, applicationId: 'A-01', evidence: undefined }, '/evidence', /文号或存档编号/],
  [{ ...good }, '/applicationId', /缺少必填字段/],
  [{ ...good, applicationId: 'A-01', note: 'x' }, '/note', /未知字段/],
])('C7 bad removal %j → %s', async (body, pointer, detail) => {
  const answer = await remove(body)
  expect(answer).toMatchObject({ status: 422, body: { code: 'validation-failed' } })
  const error = answer.body.errors.find((one: { pointer: string }) => one.pointer === pointer)
  expect(error?.detail, answer.text).toMatch(detail)
})

test('E6 C7 a bank’s report becomes a task, shown with its case', async () => {
  const { uscc, regionCode } = profile(1)
  const told = {
    applicationId: 'A-01',
    uscc,
    regionCode,
    referralId: 'A-01.bank-a',
    bankId: 'bank-a',
    institutionId: 'bank-a',
    kind: 'false-material',
    problem: '购销合同系伪造',
    reportedOn: '2025-06-01',
  } as const
  expect(await desk.receive('loan-misused.v1', told, 'referral#A-01.bank-a@7.0')).toEqual({ fate: 'done' })
  expect(await desk.receive('loan-misused.v1', told, 'referral#A-01.bank-a@7.0')).toEqual({ fate: 'done' })
  await desk.refreshViews('case', 'A-01')
  const tasks = await desk.call(taskForce, 'GET', `/review/v1/removal-tasks?region=${county}`)
  expect(tasks.body.items).toMatchObject([
    { applicationId: 'A-01', listId, reports: [{ problem: '购销合同系伪造' }] },
  ])
  const { body } = await desk.call(taskForce, 'GET', '/review/v1/cases/A-01')
  expect(body).toMatchObject({ stage: 'recommended', removalDue: true, reports: [{ bankId: 'bank-a' }] })
})

test('C7 removed once however often it is asked, with the list as it was signed and the removal beside it', async () => {
  const before = (await desk.call(taskForce, 'GET', `${lists}/${listId}`)).body
  const body = { ...good, applicationId: 'A-01' }
  const twins = await Promise.all([1, 2, 3].map(() => remove(body, 'remove-1')))
  expect(twins[0]).toMatchObject({ status: 201, body: { stage: 'removed', listId, removedOn: '2025-03-03' } })
  expect(new Set(twins.map(({ text }) => text)).size).toBe(1)
  expect(await remove({ ...body, detail: '另一情况' }, 'remove-1')).toMatchObject({ status: 422 })
  expect(await remove(body)).toMatchObject({ status: 409, body: { code: 'wrong-stage', stage: 'removed' } })
  const events = (await desk.eventsOf(desk.table, 'case', 'A-01')) as readonly { type: string }[]
  expect(events.filter(({ type }) => type === 'application-removed.v1')).toHaveLength(1)

  await desk.refreshViews('case', 'A-01')
  const after = (await desk.call(taskForce, 'GET', `${lists}/${listId}`)).body
  expect(after.removals).toMatchObject([
    { applicationId: 'A-01', reason: 'false-material', reasonLabel: '提供虚假材料', detail: '财务报表不实' },
  ])
  expect({ ...after, removals: [] }).toEqual(before)
  expect(verifyList(after)).toMatchObject({ ok: true, rows: 3 })
  const proof = (await desk.call(taskForce, 'GET', `${lists}/${listId}/rows/A-01/proof`)).body
  expect(verifyProof(proof, after.publicKey)).toMatchObject({ ok: true })
  const tasks = await desk.call(taskForce, 'GET', `/review/v1/removal-tasks?region=${county}`)
  expect(tasks.body.items).toEqual([])
  const shown = (await desk.call(taskForce, 'GET', '/review/v1/cases/A-01')).body
  expect(shown).toMatchObject({
    stage: 'removed',
    removal: { reason: 'false-material', by: { sub: 'task-force' }, evidence: '核查笔录12号' },
  })
})

test('C7 another list, another county, another role', async () => {
  const elsewhere = await desk.call(taskForce, 'POST', `${lists}/RL-other/removals`, {
    ...good,
    applicationId: 'A-02',
  })
  expect(elsewhere).toMatchObject({ status: 409, body: { code: 'not-on-list' } })
  const away = await remove(
    { ...good, applicationId: 'A-02' },
    undefined,
    claims('task-force', 'x', '511703'),
  )
  expect(away).toMatchObject({ status: 403, body: { code: 'outside-region' } })
  const bank = await remove({ ...good, applicationId: 'A-02' }, undefined, claims('leader'))
  expect(bank).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  expect(await remove({ ...good, applicationId: 'none' })).toMatchObject({ status: 404 })
  expect(ids).toHaveLength(3)
})

test('C7 kept after the bank’s report was looked into', async () => {
  const path = '/review/v1/cases/A-02/misuse-findings'
  const opinion = { opinion: '经核查资金用途与合同一致' }
  expect(await desk.call(taskForce, 'POST', path, opinion)).toMatchObject({
    status: 409,
    body: { code: 'nothing-to-settle' },
  })
  const { uscc, regionCode } = profile(2)
  const told = {
    applicationId: 'A-02',
    uscc,
    regionCode,
    referralId: 'A-02.bank-a',
    bankId: 'bank-a',
    institutionId: 'bank-a',
    kind: 'misuse',
    problem: '流向与用途不符',
    reportedOn: '2025-06-01',
  } as const
  await desk.receive('loan-misused.v1', told, 'referral#A-02.bank-a@7.0')
  expect(await desk.call(taskForce, 'POST', path, opinion)).toMatchObject({
    status: 200,
    body: { settled: 1 },
  })
  const { body } = await desk.call(taskForce, 'GET', '/review/v1/cases/A-02')
  expect(body).toMatchObject({ stage: 'recommended', reports: [{ settled: opinion }] })
  expect(body.removalDue).toBeUndefined()
})
