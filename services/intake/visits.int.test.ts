import { afterEach, beforeEach, expect, test } from 'vitest'
import { form, legacyUscc, uscc } from './testing/given.ts'
import { neighbour, openIntake, platform, target, taskForce, township, visit } from './testing/story.ts'

let open: Awaited<ReturnType<typeof openIntake>>
beforeEach(async () => {
  open = await openIntake()
  await post(
    'target-lists',
    { items: [target(), target({ uscc: legacyUscc, townshipCode: undefined })] },
    platform,
  )
  await refresh()
})
afterEach(async () => {
  await open.stop()
})

const post = async (path: string, body: unknown, claims = taskForce, key?: string) =>
  await open.intake.call(claims, 'POST', `/intake/v1/${path}`, body, key)
const get = async (path: string, claims = taskForce) =>
  await open.intake.call(claims, 'GET', `/intake/v1/${path}`)
const refresh = async () => {
  for (const code of [uscc, legacyUscc]) await open.intake.refreshViews('entity', code)
}
const plan = (given: object = {}) => ({
  uscc,
  unit: '某街道办事处',
  visitors: ['何某甲'],
  method: 'on-site',
  dueOn: '2026-03-20',
  ...given,
})

test('B3 planned, on the list of county and township, visited, off the list again', async () => {
  expect(await post('visit-plans', plan())).toMatchObject({
    status: 201,
    body: { planId: `${uscc}-P01`, kind: 'general' },
  })
  expect((await post('visit-plans', plan({ unit: '市监局' }))).body).toMatchObject({
    status: 409,
    code: 'visit-already-planned',
    openPlanId: `${uscc}-P01`,
  })
  await refresh()
  for (const [region, who] of [
    ['511702', taskForce],
    ['511702104', township],
  ] as const)
    expect((await get(`visit-plans?region=${region}`, who)).body.items).toMatchObject([
      {
        planId: `${uscc}-P01`,
        visitors: ['何**'],
        dueOn: '2026-03-20',
        overdue: false,
        kindLabel: '一般走访',
      },
    ])
  expect((await get('visit-plans?region=511702', neighbour)).body.code).toBe('outside-region')
  expect((await post('visits', visit(), township)).body).toMatchObject({ keptPlanId: `${uscc}-P01` })
  await refresh()
  expect((await get('visit-plans?region=511702')).body.items).toEqual([])
  expect((await get(`entities/${uscc}`)).body.plans).toMatchObject([
    { status: 'kept', statusLabel: '已走访' },
  ])
  expect((await post('visit-plans', plan())).body).toMatchObject({ kind: 'focused' })
  expect((await post(`visit-plans/${uscc}-P02/cancellation`, { reason: '人员调整' })).status).toBe(200)
  expect((await post(`visit-plans/${uscc}-P02/cancellation`, { reason: '人员调整' })).body.code).toBe(
    'plan-closed',
  )
  expect((await post(`visit-plans/${uscc}-P07/cancellation`, { reason: '人员调整' })).status).toBe(404)
})

test('B3 coverage counts the whole target list by township, each entity once', async () => {
  const coverage = async (region = '511702', who = taskForce) => {
    await refresh()
    return (await get(`visit-coverage?region=${region}`, who)).body
  }
  const counts = (visited: number, planned: number, unvisited: number) => ({ visited, planned, unvisited })
  expect((await coverage()).total).toMatchObject({ listed: 2, ...counts(0, 0, 2), coverageBp: 0 })
  await post('visit-plans', plan())
  expect((await coverage()).total).toMatchObject({ listed: 2, ...counts(0, 1, 1) })
  await post('visits', visit(), township)
  await post('visits', visit(), township)
  expect(await coverage()).toMatchObject({
    total: { listed: 2, ...counts(1, 0, 1), coverageBp: 5_000 },
    townships: [
      { regionCode: '511702', ...counts(0, 0, 1) },
      { regionCode: '511702104', ...counts(1, 0, 0), coverageBp: 10_000 },
    ],
  })
  expect(await coverage('511702104', township)).toMatchObject({ total: { listed: 1, ...counts(1, 0, 0) } })
  await post('target-lists', target({ registrationStatus: 'revoked' }), platform)
  expect((await coverage()).total).toMatchObject({ listed: 1, ...counts(0, 0, 1) })
  await post('target-lists', target({ registrationStatus: 'operating' }), platform)
  expect((await coverage()).total).toMatchObject({ listed: 2, ...counts(1, 0, 1) })
  expect((await get('visit-coverage?region=511700', { ...taskForce, region: '511700' })).body.code).toBe(
    'region-unknown',
  )
})

test('B3 visits made without a network: sent twice they are one, sent late they keep their time and order', async () => {
  const offline = (clientSequence: number, recordedAt: string) =>
    visit({ offline: { deviceId: 'pad-7', clientSequence, recordedAt } })
  const second = offline(2, '2026-03-01T15:00:00+08:00')
  const first = offline(1, '2026-03-01T09:00:00+08:00')
  const { body } = await post('visits', { items: [second, first, second] }, township)
  expect(body.items).toMatchObject([
    { id: `${uscc}-V01` },
    { id: `${uscc}-V02` },
    { id: `${uscc}-V01`, result: { visitNumber: 1 } },
  ])
  expect((await get(`entities/${uscc}`)).body.visits).toMatchObject([
    { visitId: `${uscc}-V02`, recordedAt: '2026-03-01T09:00:00+08:00' },
    { visitId: `${uscc}-V01`, recordedAt: '2026-03-01T15:00:00+08:00' },
  ])
  const told = await open.intake.eventsOf(open.table, 'entity', uscc)
  expect(told.filter(event => (event as { type: string }).type === 'entity-visited.v1')).toHaveLength(2)
  for (const [wrong, pointer] of [
    [{ deviceId: 'pad 7', clientSequence: 3, recordedAt: '2026-03-01T09:00:00+08:00' }, '/offline/deviceId'],
    [
      { deviceId: 'pad-7', clientSequence: 0, recordedAt: '2026-03-01T09:00:00+08:00' },
      '/offline/clientSequence',
    ],
    [{ deviceId: 'pad-7', clientSequence: 3, recordedAt: '2026-03-01 09:00' }, '/offline/recordedAt'],
  ] as const)
    expect((await post('visits', visit({ offline: wrong }), township)).body).toMatchObject({
      status: 422,
      errors: [{ pointer, detail: expect.stringMatching(/[一-龥]/) }],
    })
})

test('B4 B3 a visit may judge the five criteria on the spot', async () => {
  const { criteria } = form()
  expect((await post('visits', visit({ criteria }), township)).status).toBe(201)
  const { 'lawful-use': _lawful, ...four } = criteria
  expect((await post('visits', visit({ criteria: four }), township)).body.errors).toMatchObject([
    { pointer: '/criteria/lawful-use' },
  ])
})
