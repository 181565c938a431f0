import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { claims, county, profile } from './testing/cases.ts'
import {
  bankRefusal,
  coachingDesk,
  coachings,
  coachingPath as path,
  taskForce,
  township,
} from './testing/coaching-desk.ts'
import { type Desk, openDesk } from './testing/desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(async () => {
  await desk.stop()
})
const { deliver, yieldOf } = coachingDesk(() => desk)

describe('C6 refused by a level of review', () => {
  const first = profile(2).applicationId
  const id = `${first}-CO1`
  const refuse = (n: number) =>
    desk.call(taskForce, 'POST', `/review/v1/cases/${profile(n).applicationId}/reviews`, {
      level: 'task-force',
      outcome: 'refuse',
      opinion: '不符合',
      criterion: 'fixed-premises',
      problem: '经营场所证明不全',
      advice: '补办租赁合同后重新申报',
    })

  test('C6 F1 the refusal opens coaching, and the next declaration is named there', async () => {
    await desk.declare(2)
    await refuse(2)
    await deliver('application-refused.v1', 'case', first)
    await deliver('application-refused.v1', 'case', first)
    expect((await desk.call(township, 'GET', path(id))).body).toMatchObject({
      problemClass: 'premises',
      source: { kind: 'review', level: 'task-force', criterion: 'fixed-premises' },
      dueOn: '2025-03-17',
    })
    await desk.call(township, 'POST', path(id, '/outcome'), {
      outcome: 'repaired',
      proof: '租赁合同',
      satisfaction: 'satisfied',
    })
    expect(await deliver('coaching-closed.v1', 'coaching', id)).toEqual({ fate: 'done' })
    const anew = { applicationId: 'A-02-anew' }
    await desk.receive('application-declared.v1', { ...profile(2), ...anew }, 'entity#E@22.0')
    expect((await desk.call(township, 'GET', path(id))).body).toMatchObject({
      status: 'repaired',
      nextApplicationId: 'A-02-anew',
      closing: { proof: '租赁合同', satisfaction: 'satisfied' },
    })
    expect((await desk.call(taskForce, 'GET', '/review/v1/cases/A-02-anew')).body.stage).toBe(
      'task-force-review',
    )
  })

  test('F1 lists stand key chains first, by status, by county and township', async () => {
    await desk.declare(3, { keyChain: '竹产业链', townshipCode: '511702002' })
    await refuse(3)
    await deliver('application-refused.v1', 'case', profile(3).applicationId)
    await desk.declare(4)
    await refuse(4)
    await deliver('application-refused.v1', 'case', profile(4).applicationId)
    for (const coachingId of [`${profile(3).applicationId}-CO1`, `${profile(4).applicationId}-CO1`, id])
      await desk.refreshViews('coaching', coachingId)
    const ids = async (who: typeof township, query: string) =>
      (await desk.call(who, 'GET', `${coachings}?${query}`)).body.items.map(
        (one: { coachingId: string }) => one.coachingId,
      )
    expect(await ids(taskForce, `region=${county}&status=open`)).toEqual(['A-03-CO1', 'A-04-CO1'])
    expect(await ids(taskForce, `region=${county}&status=repaired`)).toEqual(['A-02-CO1'])
    expect(await ids(taskForce, `region=${county}`)).toEqual(['A-03-CO1', 'A-02-CO1', 'A-04-CO1'])
    expect(await ids(township, 'region=511702001')).toEqual(['A-02-CO1', 'A-04-CO1'])
    const { text } = await desk.call(township, 'GET', `${coachings}?region=511702001`)
    expect(text).not.toMatch(/sealed|138/)
  })

  test('F1 given up with a reason counts as given up', async () => {
    const outcome = { outcome: 'given-up', reason: '企业停业' }
    await desk.call(township, 'POST', path('A-04-CO1', '/outcome'), outcome)
    expect(await yieldOf('premises')).toMatchObject({ opened: 3, repaired: 1, givenUp: 1 })
  })

  test('F1 a removed or unknown application has no coaching', async () => {
    const told = await desk.receive('credit-decided.v1', bankRefusal(9), 'referral#9@5.0')
    expect(told).toEqual({ fate: 'refused', code: 'not-found' })
  })
})

describe('bad input', () => {
  test.each([
    ['/measures', {}, '/done', /缺少必填字段/],
    ['/measures', { done: ' ' }, '/done', /2 至 500 字/],
    ['/measures', { done: '走访', extra: 1 }, '/extra', /未知字段/],
    ['/problem-class', { problemClass: 'x', reason: '理由' }, '/problemClass', /[一-龥]/],
    ['/problem-class', { problemClass: 'tax' }, '/reason', /缺少必填字段/],
    ['/outcome', { outcome: 'done' }, '/outcome', /repaired（已修复）/],
    ['/outcome', { outcome: 'repaired' }, '/proof', /缺少必填字段/],
    ['/outcome', { outcome: 'given-up', proof: '证明' }, '/proof', /未知字段/],
  ])('F1 bad %s %j → %s', async (rest, body, pointer, detail) => {
    const answer = await desk.call(township, 'POST', path('A-03-CO1', rest), body)
    expect(answer).toMatchObject({ status: 422, body: { code: 'validation-failed' } })
    const error = answer.body.errors.find((one: { pointer: string }) => one.pointer === pointer)
    expect(error?.detail, answer.text).toMatch(detail)
  })

  test('A2 outside the region, unknown, bad region and bad role', async () => {
    const away = claims('township', 'x', '511703001')
    expect((await desk.call(away, 'GET', path('A-03-CO1'))).body.code).toBe('outside-region')
    expect((await desk.call(away, 'POST', path('A-03-CO1', '/measures'), { done: '走访' })).body.code).toBe(
      'outside-region',
    )
    expect((await desk.call(away, 'GET', `${coachings}?region=${county}`)).body.code).toBe('outside-region')
    expect((await desk.call(away, 'GET', `${coachings}/yield?region=${county}`)).body.code).toBe(
      'outside-region',
    )
    expect((await desk.call(taskForce, 'GET', path('none'))).status).toBe(404)
    expect((await desk.call(taskForce, 'POST', path('none', '/measures'), { done: '走访' })).status).toBe(404)
    for (const query of ['?region=511700', '?region=999999', '/yield?region=999999'])
      expect(await desk.call(taskForce, 'GET', coachings + query)).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '?region' }] },
      })
    expect((await desk.call(claims('bank-reviewer'), 'GET', `${coachings}?region=${county}`)).status).toBe(
      403,
    )
  })
})
