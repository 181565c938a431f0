import { afterAll, beforeAll, expect, test } from 'vitest'
import { claims, county } from '../../testing/cases.ts'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { seedReady } from '../../testing/seed.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(async () => {
  await desk.stop()
})

test('C4 lists that stay broken keep no other list from its turn, and the run ends as failed', async () => {
  await seedReady(desk.table, 1)
  const convener = claims('convener')
  const lists = '/review/v1/recommendation-lists'
  const { listId } = (await desk.call(claims('task-force'), 'POST', lists, { regionCode: county })).body
  expect((await desk.call(convener, 'POST', `${lists}/${listId}/sign-off`, {})).status).toBe(200)
  await desk.refreshViews('recommendation-list', listId)
  const broken = Array.from({ length: 120 }, (_, n) => `RL-000000-${String(n).padStart(3, '0')}`)
  for (const id of broken)
    await desk.table.putViews('recommendation-list', id, 1, [
      { name: 'unfinished', list: { pk: 'lists-unfinished', sk: id }, data: { listId: id } },
    ])
  const read: typeof desk.table.read = async (aggregate, id) => {
    if (broken.includes(id)) throw new Error('unreadable')
    return await desk.table.read(aggregate, id)
  }
  await expect(desk.tick({ ...desk.table, read })).rejects.toThrow('120 lists')
  const events = (await desk.eventsOf(desk.table, 'case', 'A-01')) as readonly { type: string }[]
  expect(events.map(({ type }) => type)).toContain('application-recommended.v1')
})
