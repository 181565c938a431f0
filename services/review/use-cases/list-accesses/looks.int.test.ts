import { afterAll, beforeAll, expect, test } from 'vitest'
import { claims, profile } from '../../testing/cases.ts'
import { type Desk, openDesk } from '../../testing/desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
  await desk.declare(1)
})
afterAll(async () => await desk.stop())

test('H2 H4 whoever opens a case with its credit findings is on record; the task force may ask', async () => {
  const { applicationId, uscc } = profile(1)
  const roles = ['department', 'leader'] as const
  for (const role of roles)
    expect((await desk.call(claims(role), 'GET', `/review/v1/cases/${applicationId}`)).status).toBe(200)
  const page = await desk.table.readAccess(uscc, 50, undefined)
  const items = page === 'bad-cursor' ? [] : page.items
  expect(items.map(({ who }) => who.role).sort()).toEqual([...roles])
  expect(new Set(items.map(({ of }) => of))).toEqual(new Set(['credit']))

  const ask = async (role: 'task-force' | 'leader') =>
    (await desk.call(claims(role), 'GET', '/review/v1/entities/91350100M000100Y43/access-records')).status
  expect([await ask('task-force'), await ask('leader')]).toEqual([200, 403])
})
