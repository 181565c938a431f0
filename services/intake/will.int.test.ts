import { afterEach, beforeEach, expect, test } from 'vitest'
import { form, notMet, report, uscc } from './testing/given.ts'
import { application, neighbour, openIntake, platform, target, taskForce, township } from './testing/story.ts'

let open: Awaited<ReturnType<typeof openIntake>>
beforeEach(async () => {
  open = await openIntake()
  await post('target-lists', target(), platform)
})
afterEach(async () => {
  await open.stop()
})

const post = async (path: string, body: unknown, claims = township, key?: string) =>
  await open.intake.call(claims, 'POST', `/intake/v1/${path}`, body, key)
const get = async (path: string, claims = taskForce) =>
  await open.intake.call(claims, 'GET', `/intake/v1/${path}`)
const applicationId = `${uscc}-01`
const ref = { uscc, regionCode: '511702', applicationId }
const listedNow = async () => {
  await open.intake.refreshViews('entity', uscc)
  return (await get('declared-list?region=511702')).body.items.length
}

test('B5 the enterprise takes its consent back: off the list, nothing declared until it agrees anew', async () => {
  await post('applications', application())
  expect(await listedNow()).toBe(1)
  const taken = await post(`entities/${uscc}/consents/withdrawals`, { reason: '不再需要' }, township, 'take')
  expect(taken).toMatchObject({ status: 201, body: { withdrawnApplicationId: applicationId } })
  expect(
    (await post(`entities/${uscc}/consents/withdrawals`, { reason: '不再需要' }, township, 'take')).text,
  ).toBe(taken.text)
  expect(await listedNow()).toBe(0)
  expect((await get(`applications/${applicationId}`)).body).toMatchObject({
    status: 'withdrawn',
    statusLabel: '已撤回',
    withdrawn: { reason: 'consent-withdrawn', explanation: '不再需要' },
    wayBack: expect.stringContaining('重新同意'),
  })
  expect((await post('applications', application())).body).toMatchObject({
    status: 409,
    code: 'consent-withdrawn',
    errors: [{ pointer: '/consent/givenOn' }],
  })
  const terms = { purpose: '申报与推送', recipients: ['中国工商银行通川支行'], givenOn: '2026-03-02' }
  expect((await post(`entities/${uscc}/consents`, terms)).body).toEqual({ consentId: `${uscc}-C02` })
  expect((await post('applications', application())).body.applicationId).toBe(`${uscc}-02`)
  expect((await get(`entities/${uscc}`)).body.consents).toMatchObject([
    { applicationId, withdrawnOn: '2026-03-02' },
    { recipients: ['中国工商银行通川支行'] },
    { applicationId: `${uscc}-02` },
  ])
  expect((await post(`entities/${uscc}/consents/withdrawals`, {}, neighbour)).status).toBe(404)
})

test('B5 an application is withdrawn by the enterprise; what comes late from review changes nothing', async () => {
  await post('applications', application())
  expect(await post(`applications/${applicationId}/withdrawal`, {})).toMatchObject({
    status: 200,
    body: { applicationId, withdrawnOn: '2026-03-02' },
  })
  expect((await post(`applications/${applicationId}/withdrawal`, {})).body).toMatchObject({
    status: 409,
    code: 'application-not-live',
  })
  const returned = { ...ref, level: 'task-force' as const, missing: ['合同'], returnedOn: '2026-03-03' }
  expect(await open.intake.receive('application-returned.v1', returned, 'case@2.0')).toEqual({ fate: 'done' })
  expect((await get(`applications/${applicationId}`)).body.status).toBe('withdrawn')
  expect((await post('applications/x/withdrawal', {})).status).toBe(404)
  expect((await post(`applications/${applicationId}/withdrawal`, {}, neighbour)).status).toBe(404)
})

test('B4 B6 C2 corrected until review begins, then no more', async () => {
  await post('applications', application())
  const bigger = { ...form(), demand: { ...form().demand, amountFen: 70_000_000 } }
  expect((await post(`applications/${applicationId}/correction`, bigger)).body).toMatchObject({
    applicationId,
    status: 'declared',
  })
  expect((await get(`applications/${applicationId}`)).body).toMatchObject({
    demand: { amountFen: 70_000_000 },
    correctedOn: '2026-03-02',
  })
  expect((await post(`applications/${applicationId}/correction`, { ...bigger, uscc })).body).toMatchObject({
    errors: [{ pointer: '/uscc' }],
  })
  await open.intake.receive('review-begun.v1', { ...ref, begunOn: '2026-03-03' }, 'case@3.0')
  expect((await post(`applications/${applicationId}/correction`, bigger)).body).toMatchObject({
    status: 409,
    code: 'review-begun',
    reviewBegunOn: '2026-03-03',
  })
})

test('B4 each criterion is explained with what to repair, and the way back is kept', async () => {
  const criteria = {
    ...form().criteria,
    'good-credit': notMet,
    'fixed-premises': { ...notMet, finding: 'to-be-checked', evidence: '照片 3 张' },
  }
  await post('applications', application({ criteria }))
  const { body } = await get(`applications/${applicationId}`)
  expect(body.criteria).toHaveLength(5)
  expect(body.criteria).toMatchObject([
    { criterion: 'compliant-operation', findingLabel: '符合' },
    {
      criterion: 'fixed-premises',
      findingLabel: '待核',
      evidence: '照片 3 张',
      repair: expect.stringContaining('实地'),
    },
    { findingLabel: '符合' },
    { criterion: 'good-credit', findingLabel: '不符合', repair: expect.stringContaining('逾期') },
    { findingLabel: '符合' },
  ])
  expect(body.criteria[0]).not.toHaveProperty('repair')
  expect(body.wayBack).toContain('再次申报')
  await post('applications', application())
  expect((await get(`applications/${applicationId}`)).body).toMatchObject({ declaredAgainAs: `${uscc}-02` })
  expect((await get(`applications/${uscc}-02`)).body).toMatchObject({ previousApplicationId: applicationId })
})

test('B1 C7 dropped while live is shown; removed from the list ends it with the reason', async () => {
  await post('applications', application())
  await post('target-lists', target({ registrationStatus: 'revoked' }), platform)
  expect((await get(`applications/${applicationId}`)).body).toMatchObject({
    status: 'declared',
    attention: expect.stringContaining('吊销'),
  })
  const removed = {
    ...ref,
    listId: 'L1',
    reason: 'false-material' as const,
    detail: '伪造合同',
    removedOn: '2026-03-09',
  }
  await open.intake.receive('application-removed.v1', removed, 'list@4.0')
  expect((await get(`applications/${applicationId}`)).body).toMatchObject({
    status: 'removed',
    removed: { reason: 'false-material', detail: '伪造合同' },
  })
})

test('A1 B2 the policy in force at the entity on the day decides, wherever up the tree it was set', async () => {
  const medium = { ...report().values, staff: 400, revenueFen: 3_000_000_000 }
  await post('target-lists', target(medium), platform)
  expect((await post('applications', application())).body.code).toBe('medium-renewal-only')
  const set = async (regionCode: string, version: number, effectiveFrom: string, value: 'yes' | 'no') =>
    await open.intake.receive(
      'policy-set.v1',
      { regionCode, version, effectiveFrom, setting: { mediumEnterprises: value } },
      `policy#${regionCode}@${version}.0`,
    )
  await set('511703', 1, '2026-03-01', 'yes')
  await set('511702', 1, '2026-03-03', 'yes')
  expect((await post('applications', application())).body.code).toBe('medium-renewal-only')
  await set('510000', 1, '2026-03-02', 'yes')
  expect((await post('applications', application())).status).toBe(201)
  await set('511702', 2, '2026-03-01', 'no')
  await post(`applications/${applicationId}/withdrawal`, {})
  expect((await post('applications', application())).body).toMatchObject({ code: 'kind-out-of-scope' })
})

test('H1 H5 the platform’s own number answers the first application; grades are kept, never their detail', async () => {
  const evaluations = [
    {
      source: '全国中小企业资金流信用信息共享平台',
      grade: 'AA',
      gradedOn: '2026-02-01',
      authorisation: 'SQ-2026-7',
    },
  ]
  const sent = application({ platformReference: 'P-77', evaluations })
  const first = await post('applications', sent, platform)
  const again = await post('applications', sent, platform)
  expect(again).toMatchObject({ status: 201, body: first.body })
  expect((await get(`applications/${applicationId}`)).body).toMatchObject({
    platformReference: 'P-77',
    evaluations,
  })
  const detailed = { ...sent, evaluations: [{ ...evaluations[0], detail: '明细' }] }
  expect((await post('applications', detailed, platform)).body.errors).toMatchObject([
    { pointer: '/evaluations/0/detail' },
  ])
})

test('B5 twins that withdraw at once end the application once', async () => {
  await post('applications', application())
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => post(`applications/${applicationId}/withdrawal`, {})),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)])
  const types = (await open.intake.eventsOf(open.table, 'entity', uscc)).map(
    event => (event as { type: string }).type,
  )
  expect(types.filter(type => type === 'application-withdrawn.v1')).toHaveLength(1)
})
