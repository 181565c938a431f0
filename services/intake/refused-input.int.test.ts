import { afterAll, beforeAll, expect, test } from 'vitest'
import { uscc } from './testing/given.ts'
import { application, openIntake, platform, target, taskForce, visit } from './testing/story.ts'

let open: Awaited<ReturnType<typeof openIntake>>
beforeAll(async () => {
  open = await openIntake()
  await open.intake.call(platform, 'POST', '/intake/v1/target-lists', target())
})
afterAll(async () => {
  await open.stop()
})

const { demand, criteria } = application()
const { 'lawful-use': _lawful, ...fourCriteria } = criteria
const asking = (given: object) => application({ demand: { ...demand, ...given } })

test.each([
  ['applications', 'unknown field', application({ colour: 'red' }), 'validation-failed', '/colour'],
  ['applications', 'wrong type', asking({ amountFen: '500000' }), 'validation-failed', '/demand/amountFen'],
  ['applications', 'amount 0', asking({ amountFen: 0 }), 'validation-failed', '/demand/amountFen'],
  ['applications', 'negative amount', asking({ amountFen: -1 }), 'validation-failed', '/demand/amountFen'],
  ['applications', 'half a fen', asking({ amountFen: 0.5 }), 'validation-failed', '/demand/amountFen'],
  [
    'applications',
    'absurd amount',
    asking({ amountFen: 100_000_000_001 }),
    'validation-failed',
    '/demand/amountFen',
  ],
  ['applications', 'term of 0', asking({ termMonths: 0 }), 'validation-failed', '/demand/termMonths'],
  [
    'applications',
    'H5 a grade of tomorrow',
    application({
      evaluations: [{ source: '银税互动', grade: 'A', gradedOn: '2026-03-03', authorisation: 'SQ-1' }],
    }),
    'validation-failed',
    '/evaluations/0/gradedOn',
  ],
  [
    'applications',
    'a criterion missing',
    application({ criteria: fourCriteria }),
    'validation-failed',
    '/criteria/lawful-use',
  ],
  [
    'applications',
    'three banks',
    application({ intendedBankIds: ['a', 'b', 'c'] }),
    'validation-failed',
    '/intendedBankIds',
  ],
  [
    'applications',
    'the same bank twice',
    application({ intendedBankIds: ['a', 'a'] }),
    'validation-failed',
    '/intendedBankIds',
  ],
  ['applications', 'no bank', application({ intendedBankIds: [] }), 'validation-failed', '/intendedBankIds'],
  [
    'applications',
    'unknown bank',
    application({ intendedBankIds: ['no-bank'] }),
    'bank-unknown',
    '/intendedBankIds/0',
  ],
  [
    'applications',
    'first loan beside a lender',
    application({ lendingBankIds: ['abc-tongchuan'] }),
    'validation-failed',
    '/firstLoan',
  ],
  ['applications', 'no consent', application({ consent: undefined }), 'consent-missing', '/consent'],
  [
    'applications',
    'consent denied',
    application({ consent: { agreed: false, givenOn: '2026-03-01' } }),
    'consent-missing',
    '/consent',
  ],
  ['applications', 'invalid code', application({ uscc: '123' }), 'code-invalid', '/uscc'],
  ['applications', 'entity on no list', application({ uscc: '91350100M000100Y40' }), 'not-found', '/uscc'],
  ['visits', 'demand without demand', visit({ demand: undefined }), 'validation-failed', '/demand'],
  ['visits', 'demand though none', visit({ hasDemand: false }), 'validation-failed', '/demand'],
  ['visits', 'nobody visited', visit({ visitors: [] }), 'validation-failed', '/visitors'],
  ['visits', 'no such day', visit({ visitedOn: '2026-02-30' }), 'validation-failed', '/visitedOn'],
  ['visits', 'a day to come', visit({ visitedOn: '2026-03-03' }), 'validation-failed', '/visitedOn'],
  [
    'target-lists',
    'unknown region',
    target({ regionCode: '511799', townshipCode: undefined }),
    'region-unknown',
    '/regionCode',
  ],
  [
    'target-lists',
    'another county’s township',
    target({ townshipCode: '511703001' }),
    'region-unknown',
    '/townshipCode',
  ],
  ['target-lists', 'unknown industry', target({ industryCode: '9999' }), 'industry-unknown', '/industryCode'],
  [
    'target-lists',
    'unknown status',
    target({ registrationStatus: 'fine' }),
    'validation-failed',
    '/registrationStatus',
  ],
  ['target-lists', 'negative staff', target({ staff: -1 }), 'validation-failed', '/staff'],
  ['target-lists', 'nobody’s source', target({ source: 'rumour' }), 'validation-failed', '/source'],
] as const)('POST %s refuses: %s', async (path, _what, body, code, pointer) => {
  const { intake } = open
  const before = (await open.table.read('entity', uscc)).flatMap(commit => commit.events).length
  const answer = await intake.call(taskForce, 'POST', `/intake/v1/${path}`, body)
  expect(answer.body).toMatchObject({ code, errors: [{ pointer }] })
  expect(answer.status).toBe(code === 'not-found' ? 404 : 422)
  expect(answer.body.detail).toMatch(/\p{Script=Han}/u)
  expect(answer.body.errors[0].detail).toMatch(/\p{Script=Han}/u)
  const after = (await open.table.read('entity', uscc)).flatMap(commit => commit.events).length
  expect(after).toBe(before)
})

test.each([
  ['entities/123', 422, 'code-invalid', '{code}'],
  ['entities/91350100M000100Y40', 404, 'not-found', undefined],
  ['renewals?region=511702&state=gone', 422, 'validation-failed', '?state'],
  ['renewals?region=511702&before=soon', 422, 'validation-failed', '?before'],
  ['bank-recommendations', 403, 'forbidden', undefined],
  ['applications/nothing', 404, 'not-found', undefined],
  [`applications/${uscc}-77`, 404, 'not-found', undefined],
  ['declared-list', 422, 'validation-failed', '?region'],
  ['declared-list?region=511700', 403, 'outside-region', undefined],
  ['declared-list?region=511799', 422, 'region-unknown', '?region'],
  ['declared-list?region=511702&limit=0', 422, 'validation-failed', '?limit'],
  ['declared-list?region=511702&cursor=x', 422, 'validation-failed', '?cursor'],
] as const)('GET %s answers %i %s', async (path, status, code, pointer) => {
  const answer = await open.intake.call(taskForce, 'GET', `/intake/v1/${path}`)
  expect(answer.body).toMatchObject({ status, code })
  expect(answer.body.errors?.[0]?.pointer).toBe(pointer)
})

test('A2 a city names a county to see its declared list', async () => {
  const city = { ...taskForce, region: '511700' }
  const answer = await open.intake.call(city, 'GET', '/intake/v1/declared-list?region=511700')
  expect(answer.body).toMatchObject({ status: 422, code: 'region-unknown' })
  expect((await open.intake.call(city, 'GET', '/intake/v1/declared-list?region=511702')).status).toBe(200)
})

test('a body over 1 MB and a list over 500 rows are refused whole', async () => {
  const large = await open.intake.call(platform, 'POST', '/intake/v1/target-lists', {
    name: 'x'.repeat(1_000_001),
  })
  expect(large).toMatchObject({ status: 413, body: { code: 'body-too-large' } })
  const many = { items: Array.from({ length: 501 }, () => target()) }
  expect((await open.intake.call(platform, 'POST', '/intake/v1/target-lists', many)).body).toMatchObject({
    errors: [{ pointer: '/items' }],
  })
})
