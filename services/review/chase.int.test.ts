import { afterAll, beforeAll, expect, test } from 'vitest'
import { claims, county, profile } from './testing/cases.ts'
import { bankRefusal, coachingPath, taskForce, township } from './testing/coaching-desk.ts'
import { type Desk, openDesk } from './testing/desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(async () => await desk.stop())

const at = (day: string) => `${day}T04:00:00.000Z`
const chaseEventsOf = async (aggregate: string, id: string) =>
  (
    (await desk.eventsOf(desk.table, aggregate, id)) as readonly {
      type: string
      data: Record<string, string>
    }[]
  )
    .filter(({ type }) => type.startsWith('work-'))
    .map(({ type, data }) =>
      type === 'work-settled.v1' ? `settled ${data['workId']}` : `${data['level']} ${data['workId']}`,
    )

const chaseAt = async (day: string, ...touched: readonly (readonly [string, string])[]) => {
  await desk.chaseAt(at(day))
  for (const [aggregate, id] of touched) await desk.refreshViews(aggregate, id)
}

test('C1 E7 departments asked for facts are chased, also after the chase was down; answering settles what was said', async () => {
  const id = profile(1).applicationId
  await desk.declare(1)
  const asked = await desk.call(taskForce, 'POST', `/review/v1/cases/${id}/fact-requests`, {
    kinds: ['operations'],
    departments: ['tax', 'court'],
  })
  expect(asked.body.requests.map(({ dueOn }: { dueOn: string }) => dueOn)).toEqual([
    '2025-03-06',
    '2025-03-06',
  ])
  await desk.refreshViews('case', id)
  await chaseAt('2025-03-03', ['case', id])
  expect(await chaseEventsOf('case', id)).toEqual([])
  await chaseAt('2025-03-04', ['case', id])
  await desk.call({ ...claims('department', 'tax'), org: 'tax' }, 'POST', `/review/v1/cases/${id}/facts`, {
    facts: [{ kind: 'operations', finding: 'normal', source: '年报', observedOn: '2025-03-01' }],
  })
  await desk.refreshViews('case', id)
  // Down until the day after; then twice, and once more before the relay brought the views up to date.
  for (const day of ['2025-03-07', '2025-03-07', '2025-03-07', '2025-03-08']) await chaseAt(day)
  await desk.refreshViews('case', id)
  await chaseAt('2025-03-09', ['case', id])
  expect(await chaseEventsOf('case', id)).toEqual([
    `near-due ${id}.FR1`,
    `near-due ${id}.FR2`,
    `settled ${id}.FR1`,
    `due ${id}.FR2`,
    `overdue ${id}.FR2`,
  ])
  const { body } = await desk.call(taskForce, 'GET', `/review/v1/cases/${id}`)
  expect(body.factRequests.map(({ warned }: { warned?: string }) => warned ?? 'none')).toEqual([
    'none',
    'overdue',
  ])

  await desk.receive(
    'application-withdrawn.v1',
    { ...ref(1), reason: 'by-enterprise', withdrawnOn: '2025-03-10' },
    'entity#E@9.0',
  )
  await desk.refreshViews('case', id)
  for (const day of ['2025-03-10', '2025-03-10']) await chaseAt(day, ['case', id])
  expect((await chaseEventsOf('case', id)).slice(5)).toEqual([`settled ${id}.FR2`])
})

const ref = (n: number) => {
  const { applicationId, uscc, regionCode } = profile(n)
  return { applicationId, uscc, regionCode }
}

test('F1 E7 a coaching is chased at its township until it is closed', async () => {
  await desk.declare(2)
  await desk.receive('credit-decided.v1', bankRefusal(2), 'referral#R@1.0')
  const coachingId = `${profile(2).applicationId}-CO1`
  await desk.refreshViews('coaching', coachingId)
  const { body: opened } = await desk.call(township, 'GET', coachingPath(coachingId))
  expect(opened.warned).toBeUndefined()
  await chaseAt('2025-04-18', ['coaching', coachingId])
  expect(await chaseEventsOf('coaching', coachingId)).toEqual(
    ['near-due', 'due', 'overdue'].map(level => `${level} ${coachingId}`),
  )
  const { body } = await desk.call(taskForce, 'GET', `/review/v1/coachings?region=${county}`)
  expect(body.items[0]).toMatchObject({ coachingId, warned: 'overdue' })
  await desk.call(township, 'POST', coachingPath(coachingId, '/outcome'), {
    outcome: 'given-up',
    reason: '企业放弃',
  })
  await desk.refreshViews('coaching', coachingId)
  for (const day of ['2025-04-19', '2025-04-20']) await chaseAt(day, ['coaching', coachingId])
  expect((await chaseEventsOf('coaching', coachingId)).slice(3)).toEqual([`settled ${coachingId}`])
})

test('F2 F3 E7 a slip is chased at its departments, and at the level it was raised to', async () => {
  const { body: slip } = await desk.call(taskForce, 'POST', '/review/v1/slips', {
    regionCode: county,
    source: 'enterprise',
    kind: 'green-channel',
    problem: '厂房没有不动产登记',
    proposal: '并联办理规划与不动产登记',
    departments: ['planning', 'housing'],
  })
  const slipId = String(slip.slipId)
  await desk.refreshViews('slip', slipId)
  await chaseAt('2025-03-07', ['slip', slipId])
  await desk.call(claims('convener'), 'POST', `/review/v1/slips/${slipId}/raise`, {
    level: 'city',
    reason: '本级无审批权限',
  })
  await desk.refreshViews('slip', slipId)
  await chaseAt('2025-03-07', ['slip', slipId])
  const events = (await desk.eventsOf(desk.table, 'slip', slipId)) as readonly {
    type: string
    data: Record<string, string>
  }[]
  const warned = events.filter(({ type }) => type === 'work-warned.v1').map(({ data }) => data['responsible'])
  expect(new Set(warned.slice(0, 3))).toEqual(new Set(['planning、housing']))
  // Raised on the day it was opened, its new day is the old one; nothing is said of it twice.
  expect(warned).toHaveLength(3)
  const { body } = await desk.call(taskForce, 'GET', `/review/v1/slips/${slipId}`)
  expect(body).toMatchObject({ status: 'raised', warned: 'overdue' })
})
