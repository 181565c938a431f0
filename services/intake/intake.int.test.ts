import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { load } from '#shared/commits/execute.ts'
import { eventContracts } from '#shared/contracts/events.ts'
import { entityDefinition } from './domain/entity.ts'
import { contactOf } from './domain/registry.ts'
import { legacyUscc, notMet, uscc } from './testing/given.ts'
import {
  application,
  neighbour,
  openIntake,
  platform,
  target,
  taskForce,
  township,
  visit,
} from './testing/story.ts'

let open: Awaited<ReturnType<typeof openIntake>>
beforeEach(async () => {
  open = await openIntake()
})
afterEach(async () => {
  await open.stop()
})

const post = async (path: string, body: unknown, claims = platform, key?: string) =>
  await open.intake.call(claims, 'POST', `/intake/v1/${path}`, body, key)
const get = async (path: string, claims = taskForce) =>
  await open.intake.call(claims, 'GET', `/intake/v1/${path}`)
const declaredOf = async (region: string, more = '', claims = taskForce) => {
  await open.intake.refreshViews('entity', uscc)
  return await get(`declared-list?region=${region}${more}`, claims)
}
const typesOf = async () =>
  (await open.intake.eventsOf(open.table, 'entity', uscc)).map(event => (event as { type: string }).type)

test('B1 B3 B4 B11 from the registry to the declared list, returned, and declared again', async () => {
  expect(await post('target-lists', target())).toMatchObject({
    status: 200,
    body: { uscc, outcome: 'listed', codeCheck: 'valid', sizeClass: 'small' },
  })
  expect(await post('visits', visit(), township)).toMatchObject({
    status: 201,
    body: { visitId: `${uscc}-V01` },
  })
  const declared = await post('applications', application({ truthPromise: true }), township)
  expect(declared).toMatchObject({ status: 201, body: { applicationId: `${uscc}-01`, status: 'declared' } })

  const second = await post('applications', application(), township)
  expect(second).toMatchObject({
    status: 409,
    body: { code: 'live-application-exists', liveApplicationId: `${uscc}-01`, title: '已有在办申报' },
  })
  for (const region of ['511702', '511702104'])
    expect((await declaredOf(region)).body.items).toMatchObject([
      {
        applicationId: `${uscc}-01`,
        maskedPhone: '199****0001',
        intendedBanks: [{ name: '中国工商银行通川支行' }],
      },
    ])
  expect((await declaredOf('511702001')).body).toEqual({ items: [] })

  const returned = {
    uscc,
    regionCode: '511702',
    applicationId: `${uscc}-01`,
    level: 'task-force' as const,
    missing: ['近一年纳税证明'],
    returnedOn: '2026-03-03',
  }
  for (const id of ['case@3.0', 'case@3.0', 'case@4.0'])
    expect(await open.intake.receive('application-returned.v1', returned, id)).toEqual({ fate: 'done' })
  expect((await get(`applications/${uscc}-01`)).body).toMatchObject({
    status: 'returned',
    statusLabel: '已退回补正',
    returned: { missing: ['近一年纳税证明'] },
  })
  expect((await declaredOf('511702')).body.items).toEqual([])
  expect((await post('applications', application(), township)).body.applicationId).toBe(`${uscc}-02`)
  expect((await get(`entities/${uscc}`)).body).toMatchObject({
    standing: 'listed',
    liveApplicationId: `${uscc}-02`,
    applications: [{ status: 'returned' }, { status: 'declared' }],
    visits: [{ visitors: ['何**'], demandFen: 50_000_000 }],
  })
  expect((await typesOf()).filter(type => type === 'application-freed')).toHaveLength(1)
})

test('B4 C6 screened out, refused and concluded are told with their reasons', async () => {
  await post('target-lists', target())
  const criteria = { ...application().criteria, 'good-credit': notMet }
  expect(await post('applications', application({ criteria }))).toMatchObject({
    status: 201,
    body: {
      status: 'screened-out',
      failedCriteria: [{ criterion: 'good-credit', label: '信用状况良好', ground: notMet.ground }],
    },
  })
  await post('applications', application())
  const ref = { uscc, regionCode: '511702', applicationId: `${uscc}-02` }
  const refusal = { criterion: 'good-credit' as const, problem: '有未结清逾期', advice: '结清后再报' }
  await open.intake.receive(
    'application-refused.v1',
    { ...ref, level: 'bank', ...refusal, refusedOn: '2026-03-04' },
    'case@5.0',
  )
  expect((await get(`applications/${uscc}-02`)).body).toMatchObject({ status: 'refused', refused: refusal })
  await post('applications', application())
  const concluded = {
    ...ref,
    applicationId: `${uscc}-03`,
    outcome: 'credited' as const,
    concludedOn: '2026-03-30',
  }
  await open.intake.receive('application-concluded.v1', concluded, 'plan@2.0')
  expect((await get(`applications/${uscc}-03`)).body).toMatchObject({
    status: 'concluded',
    concluded: { outcome: 'credited' },
  })
  expect(
    await open.intake.receive(
      'application-concluded.v1',
      { ...concluded, applicationId: `${uscc}-09` },
      'plan@9.0',
    ),
  ).toEqual({
    fate: 'refused',
    code: 'application-unknown',
  })
})

test('every event that leaves keeps its contract', async () => {
  await post('target-lists', target())
  await post('visits', visit(), township)
  await post('applications', application({ criteria: { ...application().criteria, 'lawful-use': notMet } }))
  await post('applications', application({ keyChain: '农产品加工产业链' }))
  const events = (await open.intake.eventsOf(open.table, 'entity', uscc)) as { type: string; data: unknown }[]
  const leaving = events.filter(({ type }) => type.endsWith('.v1'))
  expect(leaving.map(({ type }) => type)).toEqual([
    'entity-listed.v1',
    'entity-visited.v1',
    'application-screened-out.v1',
    'application-declared.v1',
  ])
  for (const { type, data } of leaving)
    expect(eventContracts[type as 'entity-listed.v1'].strict().safeParse(data).error).toBeUndefined()
})

test('B1 bulk: duplicates merge in their order, a bad row sinks nobody, a legacy code waits for the registrar', async () => {
  const items = [
    target({ source: 'tax', name: '达州澍榆食品厂' }),
    target({ uscc: ' ９１３５０１００m000100y43 ' }),
    target({ uscc: '91350100M000100Y44', name: 3 }),
    target({ uscc: legacyUscc, source: 'tax' }),
    target({ uscc: legacyUscc }),
    target({ uscc: '92511702MAY0000000' }),
  ]
  const { status, body } = await post('target-lists', { items })
  expect(status).toBe(200)
  expect(body.items.map((row: { status: number }) => row.status)).toEqual([200, 200, 422, 200, 200, 422])
  expect(body.items).toMatchObject([
    { result: { outcome: 'listed' } },
    { id: uscc, result: { outcome: 'merged' } },
    { problem: { code: 'validation-failed', errors: [{ pointer: '/name' }] } },
    { result: { outcome: 'awaiting-confirmation', codeCheck: 'legacy' } },
    { result: { outcome: 'listed', codeCheck: 'legacy' } },
    { problem: { code: 'code-invalid', errors: [{ pointer: '/uscc' }] } },
  ])
  expect((await get(`entities/${uscc}`)).body).toMatchObject({
    sources: [{ source: 'tax' }, { source: 'market-regulator' }],
    conflicts: [
      { field: 'name', fieldLabel: '名称', said: [{ source: 'tax' }, { source: 'market-regulator' }] },
    ],
  })
})

test('H3 personal data is sealed for the entity, and an ID number is neither answered nor stored', async () => {
  // Its check digit holds; the region 519999 is no county, so that it is nobody's.
  const idNumber = '519999190001010077'
  const ids = Array.from({ length: 11 }, (_, i) => `${idNumber.slice(0, 17)}${'0123456789X'[i]}`)
  const { body, text } = await post('target-lists', { items: ids.map(id => target({ uscc: id })) })
  expect(body.items.map((row: { problem: { code: string } }) => row.problem.code)).toContain(
    'code-suspected-id-number',
  )
  expect(text).not.toContain(idNumber.slice(0, 17))
  await post('target-lists', target())
  await post('applications', application())
  await open.intake.refreshViews('entity', uscc)
  const stored = JSON.stringify(
    (await open.table.client.send(new ScanCommand({ TableName: open.table.name }))).Items,
  )
  for (const secret of [idNumber.slice(0, 17), '陈某甲', '19900000001']) expect(stored).not.toContain(secret)
  expect(stored).toContain('199****0001')
  const { state } = await load(open.table, entityDefinition, uscc)
  if (state.status === 'unknown') throw new Error('unknown')
  const { sealed } = contactOf(state.registry)
  expect(JSON.parse(await open.deps.sealer.open(sealed, uscc))).toEqual({
    legalRepresentative: '陈某甲',
    phone: '19900000001',
  })
  await expect(open.deps.sealer.open(sealed, legacyUscc)).rejects.toThrow()
})

test('A2 a neighbouring township neither acts on nor sees the entity', async () => {
  await post('target-lists', target())
  const declared = await post('applications', application(), township)
  expect((await post('visits', visit(), neighbour)).body).toMatchObject({
    status: 403,
    code: 'outside-region',
  })
  expect((await get(`entities/${uscc}`, neighbour)).status).toBe(404)
  expect((await get(`applications/${declared.body.applicationId}`, neighbour)).status).toBe(404)
  expect((await declaredOf('511702', '', neighbour)).body.code).toBe('outside-region')
  expect((await post('target-lists', target(), { ...platform, region: '410000' })).body.code).toBe(
    'outside-region',
  )
  expect((await post('target-lists', target(), township)).body.code).toBe('forbidden')
})

test('B4 the declared list pages in the order of declaration and never repeats a row', async () => {
  const codes = [uscc, legacyUscc]
  for (const code of codes) {
    await post('target-lists', target({ uscc: code }))
    await post('applications', application({ uscc: code }))
    await open.intake.refreshViews('entity', code)
  }
  const first = await get('declared-list?region=511702&limit=1')
  const next = await get(`declared-list?region=511702&limit=1&cursor=${first.body.nextCursor}`)
  expect([...first.body.items, ...next.body.items].map(row => row.uscc)).toEqual([...codes].sort())
  const wrong = await get(`declared-list?region=511702104&cursor=${first.body.nextCursor}`)
  expect(wrong.body).toMatchObject({ status: 422, errors: [{ pointer: '?cursor' }] })
})
