import { afterEach, beforeEach, expect, test } from 'vitest'
import { form, uscc } from './testing/given.ts'
import { application, neighbour, openIntake, platform, target, taskForce, township } from './testing/story.ts'

let open: Awaited<ReturnType<typeof openIntake>>
beforeEach(async () => {
  open = await openIntake()
  await post('target-lists', target(), platform)
})
afterEach(async () => {
  await open.stop()
})

const applicationId = `${uscc}-01`
const materials = [{ name: '购销合同', complete: true }]
const post = async (path: string, body: unknown, claims = township) =>
  await open.intake.call(claims, 'POST', `/intake/v1/${path}`, body)
const shown = async () =>
  (await open.intake.call(taskForce, 'GET', `/intake/v1/applications/${applicationId}`)).body
const rows = async () => {
  await open.intake.refreshViews('entity', uscc)
  return (await open.intake.call(taskForce, 'GET', '/intake/v1/declared-list?region=511702')).body.items
}
const check = async (body: object, claims = township) =>
  await post(`applications/${applicationId}/material-check`, body, claims)

test('B7 what the township hands in whole it has checked; the platform’s waits for the township', async () => {
  await post('applications', application({ materials }), platform)
  expect((await shown()).materialCheck).toEqual({ mark: 'unchecked', markLabel: '材料待初审' })
  expect(await rows()).toMatchObject([{ materialCheck: 'unchecked', needsAttention: false }])
  expect(await check({ finding: 'sound' })).toMatchObject({
    status: 200,
    body: { applicationId, finding: 'sound', checkedOn: '2026-03-02', needsAttention: false },
  })
  expect((await shown()).materialCheck).toEqual({
    mark: 'sound',
    markLabel: '材料合理、真实',
    checkedBy: 'org-township',
    checkedAs: '乡镇（街道）走访人员',
    checkedOn: '2026-03-02',
  })
  await post(`applications/${applicationId}/withdrawal`, {})
  await post('applications', application({ materials }), township)
  expect(await rows()).toMatchObject([{ applicationId: `${uscc}-02`, materialCheck: 'sound' }])
})

test.each([
  ['no material', { materials: [] }],
  ['something missing', { materials: [...materials, { name: '报表', complete: false }] }],
  ['no promise', { materials, truthPromise: false }],
])('B7 handed in by the township with %s: not checked yet', async (_what, given) => {
  await post('applications', application(given), township)
  expect((await shown()).materialCheck.mark).toBe('unchecked')
})

test('B7 what is not true is shown in the application and on the list, and stops nothing', async () => {
  await post('applications', application({ materials }), platform)
  await check({ finding: 'not-true', problem: '合同编号查无此号' }, taskForce)
  expect(await shown()).toMatchObject({
    status: 'declared',
    needsAttention: true,
    attention: '材料不真实：合同编号查无此号',
    materialCheck: { mark: 'not-true', checkedBy: 'org-task-force' },
  })
  expect(await rows()).toMatchObject([{ materialCheck: 'not-true', needsAttention: true }])
  await check({ finding: 'sound' })
  expect(await shown()).toMatchObject({ needsAttention: false })
})

test('B7 C2 checked until review begins; a corrected form is looked at anew', async () => {
  await post('applications', application({ materials }), platform)
  await check({ finding: 'sound' })
  await post(`applications/${applicationId}/correction`, form({ materials }), platform)
  expect((await shown()).materialCheck.mark).toBe('unchecked')
  const begun = { uscc, regionCode: '511702', applicationId, begunOn: '2026-03-03' }
  await open.intake.receive('review-begun.v1', begun, 'case@2.0')
  expect((await check({ finding: 'sound' })).body).toMatchObject({ status: 409, code: 'review-begun' })
})

test('A2 B7 only who may act on the entity checks, and says what is wrong', async () => {
  await post('applications', application({ materials }), platform)
  expect((await check({ finding: 'sound' }, neighbour)).status).toBe(404)
  expect((await check({ finding: 'sound' }, platform)).status).toBe(403)
  for (const [body, pointer] of [
    [{ finding: 'not-true' }, '/problem'],
    [{ finding: 'sound', problem: '缺报表' }, '/problem'],
    [{ finding: 'fine' }, '/finding'],
    [{}, '/finding'],
    [{ finding: 'sound', colour: 'red' }, '/colour'],
  ] as const) {
    const answer = await check(body)
    expect(answer.body).toMatchObject({ status: 422, errors: [{ pointer }] })
    expect(answer.body.errors[0].detail).toMatch(/\p{Script=Han}/u)
  }
  expect((await post('applications/x/material-check', { finding: 'sound' })).status).toBe(404)
})
