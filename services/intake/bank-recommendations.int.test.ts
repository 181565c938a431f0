import { afterEach, beforeEach, expect, test } from 'vitest'
import { permissions } from '#shared/service/permissions.ts'
import { form, notMet, uscc } from './testing/given.ts'
import { application, openIntake, platform, target, taskForce, township } from './testing/story.ts'

let open: Awaited<ReturnType<typeof openIntake>>
beforeEach(async () => {
  open = await openIntake()
  await post('target-lists', target(), platform)
})
afterEach(async () => {
  await open.stop()
})

const icbc = { sub: 'icbc', role: 'bank', region: '511702', bank: 'icbc-tongchuan' }
const abc = { sub: 'abc', role: 'bank', region: '511702', bank: 'abc-tongchuan' }
const { channel: _channel, intendedBankIds: _intended, ...content } = application()
const recommendation = (given: object = {}) => ({ ...content, ...given })

const post = async (path: string, body: unknown, claims: object = icbc, key?: string) =>
  await open.intake.call(claims as typeof icbc, 'POST', `/intake/v1/${path}`, body, key)
const get = async (path: string, claims: object = taskForce) =>
  await open.intake.call(claims as typeof icbc, 'GET', `/intake/v1/${path}`)
const recommend = async (given: object = {}, claims: object = icbc, key?: string) =>
  await post('bank-recommendations', recommendation(given), claims, key)
const ownList = async (claims: object = icbc, query = '') => {
  await open.intake.refreshViews('entity', uscc)
  return (await get(`bank-recommendations${query}`, claims)).body
}
const register = async (bankId: string, regionCodes: readonly string[], active = true, version = 2) =>
  await open.intake.receive(
    'bank-registered.v1',
    { bankId, name: bankId, institutionId: 'i', institutionName: 'i', regionCodes: [...regionCodes], active },
    `bank#${bankId}@${version}.0`,
  )
const applicationId = `${uscc}-01`

test('B8 a bank recommends an enterprise: the same screening, and the later stages hear who recommended it', async () => {
  const answer = await recommend({}, icbc, 'key-1')
  expect(answer).toMatchObject({ status: 201 })
  expect(answer.body).toEqual({ applicationId, status: 'declared', failedCriteria: [] })
  expect((await recommend({}, icbc, 'key-1')).text).toBe(answer.text)
  const events = (await open.intake.eventsOf(open.table, 'entity', uscc)) as { type: string; data: object }[]
  expect(events.find(({ type }) => type === 'application-declared.v1')?.data).toMatchObject({
    recommendedBy: 'icbc-tongchuan',
    intendedBankIds: ['icbc-tongchuan'],
    channel: 'bank',
  })
  expect((await get(`applications/${applicationId}`)).body).toMatchObject({
    channelLabel: '银行推荐',
    recommendedBy: { bankId: 'icbc-tongchuan' },
    materialCheck: { mark: 'unchecked' },
  })
})

test.each([
  [[], ['icbc-tongchuan']],
  [['abc-tongchuan'], ['abc-tongchuan', 'icbc-tongchuan']],
  [['icbc-tongchuan'], ['icbc-tongchuan']],
  [
    ['abc-tongchuan', 'ccb-tongchuan'],
    ['abc-tongchuan', 'ccb-tongchuan'],
  ],
])(
  'B6 B8 the enterprise chose %j: intended are %j, and the recommender is on record',
  async (chosen, intended) => {
    await register('ccb-tongchuan', ['511702'])
    expect((await recommend({ intendedBankIds: chosen })).status).toBe(201)
    const { body } = await get(`applications/${applicationId}`)
    expect(body.intendedBanks.map(({ bankId }: { bankId: string }) => bankId)).toEqual(intended)
    expect(body.recommendedBy.bankId).toBe('icbc-tongchuan')
  },
)

test('B4 B5 B8 B11 no short cut: five criteria, consent and one live application hold for a bank too', async () => {
  const criteria = { ...form().criteria, 'good-credit': notMet }
  expect((await recommend({ criteria })).body).toMatchObject({
    status: 'screened-out',
    failedCriteria: [{ criterion: 'good-credit' }],
  })
  expect((await recommend({ consent: undefined })).body).toMatchObject({ code: 'consent-missing' })
  expect((await recommend()).status).toBe(201)
  expect((await recommend({}, abc)).body).toMatchObject({
    code: 'live-application-exists',
    liveApplicationId: `${uscc}-02`,
  })
  expect((await post('applications', application(), township)).status).toBe(409)
})

test('B8 a bank recommends where it serves, and only while it is at work', async () => {
  await register('elsewhere', ['511703'])
  await register('city-wide', ['511700'])
  await register('closed', ['511702'], false)
  const as = (bank: string) => ({ ...icbc, bank })
  expect((await recommend({}, as('elsewhere'))).body).toMatchObject({ status: 403, code: 'bank-not-serving' })
  expect((await recommend({}, as('closed'))).body).toMatchObject({ code: 'bank-unknown' })
  expect((await recommend({}, as('nobody'))).body).toMatchObject({ code: 'bank-unknown' })
  expect((await recommend({}, { ...icbc, region: '511703' })).body).toMatchObject({ code: 'outside-region' })
  expect((await recommend({}, as('city-wide'))).status).toBe(201)
})

test('A3 B8 a bank sees its own recommendations and what became of them, never another’s and nothing more', async () => {
  await recommend()
  expect(await ownList()).toEqual({
    items: [
      {
        applicationId,
        name: '达州澍榆食品有限公司',
        submittedOn: '2026-03-02',
        status: 'declared',
        statusLabel: '已申报',
      },
    ],
  })
  expect(await ownList(abc)).toEqual({ items: [] })
  const concluded = {
    uscc,
    regionCode: '511702',
    applicationId,
    outcome: 'credited',
    concludedOn: '2026-03-20',
  }
  await open.intake.receive('application-concluded.v1', concluded as never, 'plan@9.0')
  expect((await ownList()).items).toMatchObject([{ status: 'concluded', outcome: 'credited' }])
  expect((await ownList(icbc, '?cursor=x')).errors).toMatchObject([{ pointer: '?cursor' }])
})

test('A2 B8 a bank reads no application, list or entity, and nobody else recommends as a bank', async () => {
  await recommend()
  for (const path of [
    `applications/${applicationId}`,
    'declared-list?region=511702',
    `entities/${uscc}`,
    `entities/${uscc}/access-records`,
    'renewals?region=511702',
    'visit-plans?region=511702',
  ])
    expect((await get(path, icbc)).status, path).toBe(403)
  for (const path of [
    `applications/${applicationId}/withdrawal`,
    `applications/${applicationId}/material-check`,
  ])
    expect((await post(path, {}, icbc)).status, path).toBe(403)
  for (const claims of [platform, township, taskForce]) {
    expect((await recommend({}, claims)).status).toBe(403)
    expect((await get('bank-recommendations', claims)).status).toBe(403)
  }
  expect(permissions['applications:recommend']).toEqual(['bank'])
})

test.each([
  ['the channel is not the bank’s to say', { channel: 'visit' }, '/channel'],
  ['an unknown field', { colour: 'red' }, '/colour'],
  ['three banks', { intendedBankIds: ['a-1', 'b-1', 'c-1'] }, '/intendedBankIds'],
  ['the same bank twice', { intendedBankIds: ['abc-tongchuan', 'abc-tongchuan'] }, '/intendedBankIds'],
  ['an unknown bank', { intendedBankIds: ['no-bank'] }, '/intendedBankIds/0'],
  ['a platform’s number', { platformReference: 'P-1' }, '/platformReference'],
  ['an unknown sector', { sectorTags: ['gold'] }, '/sectorTags/0'],
  ['no sector', { sectorTags: [] }, '/sectorTags'],
  ['a sector twice', { sectorTags: ['green', 'green'] }, '/sectorTags'],
] as const)('B8 refused in Chinese: %s', async (_what, given, pointer) => {
  const { body } = await recommend(given)
  expect(body).toMatchObject({ status: 422, errors: [{ pointer }] })
  expect(body.errors[0].detail).toMatch(/\p{Script=Han}/u)
})

test('B8 B11 two banks and a township at once: one application is live, the others are shown it', async () => {
  const answers = await Promise.all(
    [icbc, abc, icbc, abc, township].map(claims =>
      claims === township ? post('applications', application(), claims) : recommend({}, claims),
    ),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409])
  const rows = await recommend({ uscc: '91511702MA6AB12C0W' })
  expect(rows.body).toMatchObject({ status: 404, errors: [{ pointer: '/uscc' }] })
  const bulk = await post('bank-recommendations', {
    items: [recommendation(), recommendation({ uscc: 'x' })],
  })
  expect(bulk.body.items.map(({ status }: { status: number }) => status)).toEqual([409, 422])
})

test('D6 sectors are said at the declaration, corrected with it and handed on', async () => {
  await post('applications', application({ sectorTags: ['foreign-trade', 'private'] }), township)
  expect((await get(`applications/${applicationId}`)).body.sectorTags).toEqual(['foreign-trade', 'private'])
  await post(`applications/${applicationId}/correction`, { ...form(), sectorTags: ['green'] }, township)
  expect((await get(`applications/${applicationId}`)).body.sectorTags).toEqual(['green'])
  const events = (await open.intake.eventsOf(open.table, 'entity', uscc)) as {
    type: string
    data: { sectorTags?: readonly string[] }
  }[]
  const told = (name: string) => events.find(({ type }) => type === name)?.data.sectorTags
  expect(told('application-declared.v1')).toEqual(['foreign-trade', 'private'])
  expect(told('application-corrected.v1')).toEqual(['green'])
  await open.intake.refreshViews('entity', uscc)
  expect((await get('declared-list?region=511702')).body.items).toMatchObject([{ sectorTags: ['green'] }])
})

test('B8 a correction by the township keeps who recommended the enterprise', async () => {
  await recommend()
  await post(
    `applications/${applicationId}/correction`,
    form({ intendedBankIds: ['abc-tongchuan'] }),
    township,
  )
  expect((await get(`applications/${applicationId}`)).body).toMatchObject({
    recommendedBy: { bankId: 'icbc-tongchuan' },
    intendedBanks: [{ bankId: 'abc-tongchuan' }],
  })
})
