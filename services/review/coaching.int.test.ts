import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { claims, county, profile } from './testing/cases.ts'
import {
  bankRefusal,
  coachingDesk,
  coachingPath as path,
  taskForce,
  township,
} from './testing/coaching-desk.ts'
import { type Desk, openDesk } from './testing/desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(async () => {
  await desk.stop()
})
const { deliver, listAndSign, yieldOf } = coachingDesk(() => desk)

describe('F1 refused by a bank, repaired, back to that bank first', () => {
  const { applicationId } = profile(1)
  const id = `${applicationId}-CO1`
  const refused = () => desk.receive('credit-decided.v1', bankRefusal(1), 'referral#1@5.0')

  test('F1 a refusal told twice and at once opens one coaching at the township', async () => {
    await desk.declare(1)
    await desk.passAll(1)
    await listAndSign(1, 'list-1')
    const told = await Promise.all([refused(), refused()])
    expect(told).toContainEqual({ fate: 'done' })
    expect(await refused()).toEqual({ fate: 'done' })
    expect(await desk.table.read('coaching', id)).toHaveLength(1)
    expect(await desk.table.read('coaching', `${applicationId}-CO2`)).toHaveLength(0)
    expect((await desk.call(township, 'GET', path(id))).body).toMatchObject({
      coachingId: id,
      problem: '抵押物权属不清',
      advice: '办理不动产登记后再申请',
      source: { kind: 'bank', bankId: 'bank-b', code: 'collateral', repairable: true },
      problemClass: 'collateral',
      department: '自然资源部门',
      status: 'open',
      openedOn: '2025-03-03',
      dueOn: '2025-03-31',
      dueRule: expect.stringContaining('20个工作日'),
      overdue: false,
    })
    expect(await yieldOf('collateral')).toMatchObject({ opened: 1, repaired: 0, recommendedAgain: 0 })
  })

  test('F1 the township corrects the class and records what was done', async () => {
    const change = { problemClass: 'material', reason: '只缺登记证明' }
    expect(await desk.call(township, 'POST', path(id, '/problem-class'), change)).toMatchObject({
      status: 200,
      body: { problemClass: 'material' },
    })
    expect(await yieldOf('collateral')).toMatchObject({ opened: 0 })
    expect(await yieldOf('material')).toMatchObject({ opened: 1 })
    const measure = { done: '陪同办理不动产登记', proof: '受理单 1 号' }
    const first = await desk.call(township, 'POST', path(id, '/measures'), measure, 'measure-1')
    expect(first).toMatchObject({ status: 201, body: { coachingId: id, status: 'open' } })
    const again = await desk.call(township, 'POST', path(id, '/measures'), measure, 'measure-1')
    expect(again.text).toBe(first.text)
    const other = { done: '另一措施' }
    expect(await desk.call(township, 'POST', path(id, '/measures'), other, 'measure-1')).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    })
    expect((await desk.call(township, 'GET', path(id))).body.measuresTaken).toHaveLength(1)
  })

  test('F1 twins race for the outcome: one closes, and nothing changes it afterwards', async () => {
    const race = await Promise.all(
      ['a', 'b', 'c'].map(key =>
        desk.call(township, 'POST', path(id, '/outcome'), { outcome: 'repaired', proof: '登记证明' }, key),
      ),
    )
    expect(race.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    expect(await desk.call(township, 'POST', path(id, '/measures'), { done: '又一措施' })).toMatchObject({
      status: 409,
      body: { code: 'coaching-closed', coachingStatus: 'repaired' },
    })
    expect(await yieldOf('material')).toMatchObject({ opened: 1, repaired: 1 })
  })

  test('F1 the case passes the leader alone, and the next signed list names the bank first', async () => {
    await Promise.all([
      deliver('coaching-closed.v1', 'coaching', id),
      deliver('coaching-closed.v1', 'coaching', id),
    ])
    await deliver('coaching-closed.v1', 'coaching', id)
    const review = `/review/v1/cases/${applicationId}/reviews`
    const pass = (level: string) => ({ level, outcome: 'pass', opinion: '已修复，同意' })
    expect((await desk.call(taskForce, 'POST', review, pass('task-force'))).body.code).toBe('wrong-stage')
    expect((await desk.call(claims('leader'), 'POST', review, pass('leader'))).body).toMatchObject({
      stage: 'awaiting-list',
    })
    const listId = await listAndSign(1, 'list-2')
    const said = (await desk.eventsOf(desk.table, 'case', applicationId)) as readonly {
      type: string
      data: { firstBankId?: string }
    }[]
    const recommended = said.filter(({ type }) => type === 'application-recommended.v1')
    expect(recommended.map(({ data }) => data.firstBankId)).toEqual([undefined, 'bank-b'])
    await deliver('application-recommended.v1', 'case', applicationId)
    expect((await desk.call(taskForce, 'GET', `/review/v1/cases/${applicationId}`)).body).toMatchObject({
      stage: 'recommended',
      listId,
    })
    expect((await desk.call(township, 'GET', path(id))).body).toMatchObject({
      status: 'repaired',
      recommendedAgainOn: '2025-03-03',
    })
    expect(await yieldOf('material')).toMatchObject({ opened: 1, repaired: 1, recommendedAgain: 1 })
    expect(await yieldOf('material', '511700')).toMatchObject({ opened: 1 })
  })

  test('F1 the same bank refusing again after the repair opens the next coaching', async () => {
    const material = { code: 'material', problem: '仍缺登记证明', advice: '补齐登记证明' } as const
    await desk.receive('credit-decided.v1', bankRefusal(1, 'bank-b', material), 'referral#1-bank-b@9.0')
    expect((await desk.call(township, 'GET', path(`${applicationId}-CO2`))).body).toMatchObject({
      status: 'open',
      problem: '仍缺登记证明',
      dueOn: '2025-03-10',
    })
  })
})

test('F1 a crash between the number and the coaching: redelivery opens it under the same number', async () => {
  await desk.declare(5)
  let crashed = false
  const crashing = desk.over({
    ...desk.table,
    append: async (commit, alongside) => {
      if (commit.aggregate !== 'coaching' || crashed) return await desk.table.append(commit, alongside)
      crashed = true
      throw new Error('the function was killed')
    },
  })
  const { applicationId } = profile(5)
  const tell = (door: Pick<Desk, 'receive'>) =>
    door.receive('credit-decided.v1', bankRefusal(5), 'referral#5@5.0')
  await expect(tell(crashing)).rejects.toThrow('killed')
  expect((await desk.call(township, 'GET', path(`${applicationId}-CO1`))).status).toBe(404)
  expect(await tell(crashing)).toEqual({ fate: 'done' })
  expect((await desk.call(township, 'GET', path(`${applicationId}-CO1`))).body.status).toBe('open')
  expect((await desk.call(township, 'GET', path(`${applicationId}-CO2`))).status).toBe(404)
  expect(await yieldOf('collateral')).toMatchObject({ opened: 1 })
})

test('F1 the region’s policy gives the due day and the levels of the short way', async () => {
  const setting = { coachingDueWorkingDays: 3, repairedLevels: [] }
  const policy = { regionCode: county, version: 1, effectiveFrom: '2025-01-01', setting }
  await desk.receive('policy-set.v1', policy, `policy#${county}@1.0`)
  await desk.declare(6)
  await desk.passAll(6)
  await listAndSign(6, 'list-6')
  await desk.receive('credit-decided.v1', bankRefusal(6), 'referral#6@5.0')
  const id = `${profile(6).applicationId}-CO1`
  expect((await desk.call(township, 'GET', path(id))).body).toMatchObject({ dueOn: '2025-03-06' })
  await desk.call(township, 'POST', path(id, '/outcome'), { outcome: 'repaired', proof: '登记证明' })
  await deliver('coaching-closed.v1', 'coaching', id)
  const seen = await desk.call(taskForce, 'GET', `/review/v1/cases/${profile(6).applicationId}`)
  expect(seen.body).toMatchObject({
    stage: 'awaiting-list',
    rounds: [{ coachingId: id, firstBankId: 'bank-b', levels: [] }],
  })
})
