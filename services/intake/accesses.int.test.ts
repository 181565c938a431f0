import { afterAll, beforeAll, expect, test } from 'vitest'
import { uscc } from './testing/given.ts'
import { application, neighbour, openIntake, platform, target, taskForce, township } from './testing/story.ts'

let open: Awaited<ReturnType<typeof openIntake>>
beforeAll(async () => {
  open = await openIntake()
  await open.intake.call(platform, 'POST', '/intake/v1/target-lists', target())
})
afterAll(async () => await open.stop())

const entity = `/intake/v1/entities/${uscc}`
const get = async (claims: typeof platform, path: string) => await open.intake.call(claims, 'GET', path)

test('H2 H4 who looked at an entity is asked by its code; a look that was refused is none', async () => {
  expect((await get(township, entity)).status).toBe(200)
  expect((await get(taskForce, entity)).status).toBe(200)
  expect((await get(neighbour, entity)).status).toBe(404)
  const { status, body } = await get(taskForce, `${entity}/access-records`)
  expect(status).toBe(200)
  expect(body.uscc).toBe(uscc)
  expect(body.items.map(({ sub }: { sub: string }) => sub).sort()).toEqual(['task-force', 'township'])
  expect(body.items[0]).toMatchObject({
    at: '2026-03-02T04:00:00.000Z',
    of: 'personal',
    route: 'GET /intake/v1/entities/{code}',
  })
  expect(JSON.stringify(body)).not.toMatch(/1990000|陈/)
})

test('H2 H5 a look at an application is a look at its entity', async () => {
  await open.intake.call(township, 'POST', '/intake/v1/applications', application())
  const convener = { ...taskForce, sub: 'convener', role: 'convener' }
  expect((await get(convener, `/intake/v1/applications/${uscc}-01`)).status).toBe(200)
  expect((await get(neighbour, `/intake/v1/applications/${uscc}-01`)).status).toBe(404)
  const { body } = await get(taskForce, `${entity}/access-records`)
  expect(
    body.items.filter(({ route }: { route: string }) => route.endsWith('{applicationId}')),
  ).toMatchObject([{ sub: 'convener', of: 'personal', route: 'GET /intake/v1/applications/{applicationId}' }])
})

test('H2 records are paged, and a foreign cursor is named', async () => {
  const first = await get(taskForce, `${entity}/access-records?limit=1`)
  const { nextCursor } = first.body
  const second = await get(taskForce, `${entity}/access-records?limit=1&cursor=${nextCursor}`)
  expect(new Set([...first.body.items, ...second.body.items].map(({ sub }) => sub)).size).toBe(2)
  expect(await get(taskForce, `${entity}/access-records?cursor=abc`)).toMatchObject({
    status: 422,
    body: { code: 'validation-failed', errors: [{ pointer: '?cursor' }] },
  })
})

test('A2 H2 those who work with the data, and other counties, do not ask who else did', async () => {
  expect(await get(township, `${entity}/access-records`)).toMatchObject({
    status: 403,
    body: { code: 'forbidden' },
  })
  const beside = { ...taskForce, region: '511703' }
  expect(await get(beside, `${entity}/access-records`)).toMatchObject({ status: 200, body: { items: [] } })
  expect(await get(taskForce, '/intake/v1/entities/512901198001011234/access-records')).toMatchObject({
    status: 422,
    body: { code: 'validation-failed', errors: [{ pointer: '{code}' }] },
  })
})
