import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Api, Reply } from '#infra/local/demo/api.ts'
import { messagesIn, queueClient } from '../support/queues.ts'
import { eventually, startedStack } from '../support/started.ts'
import {
  application,
  declaredCase,
  enterprise,
  metCriteria,
  passReview,
  recommendAndPush,
  withBanks,
} from '../support/story.ts'

let running: Awaited<ReturnType<typeof startedStack>>
let api: Api
const known = enterprise(1).uscc

beforeAll(async () => {
  running = await startedStack('511702')
  api = running.api
  await withBanks(api, ['icbc', 'abc', 'ccb'])
  await api.as('task-force-511702').post('/intake/v1/target-lists', enterprise(1), 'known')
  await running.stack.settled()
})
afterAll(async () => {
  await running.stop()
})

let number = 0
const apply = async (change: Record<string, unknown>): Promise<Reply> => {
  number += 1
  return await api
    .as('task-force-511702')
    .post('/intake/v1/applications', { ...application(known, ['icbc']), ...change }, `bad ${number}`)
}

/** Every refusal is a problem document in Chinese that points at the field and is nobody's 500. */
const expectProblem = (reply: Reply, status: number, pointer?: string): void => {
  expect(reply, JSON.stringify(reply)).toMatchObject({ status })
  expect(reply.body).toMatchObject({ status, code: expect.any(String), traceId: expect.any(String) })
  expect(String(reply.body['title'])).toMatch(/[一-龥]/)
  expect(String(reply.body['detail'])).toMatch(/[一-龥]/)
  if (pointer !== undefined) {
    const errors = reply.body['errors'] as { pointer: string; detail: string }[]
    expect(errors.map(error => error.pointer)).toContain(pointer)
    for (const { detail } of errors) expect(detail).toMatch(/[一-龥]/)
  }
}

describe('bad input of an application: named, in Chinese, and nothing half-done', () => {
  const demand = application(known, ['icbc']).demand
  test.each([
    ['an unknown field', { colour: 'red' }, '/colour'],
    ['a wrong type', { firstLoan: 'yes' }, '/firstLoan'],
    ['an amount of 0', { demand: { ...demand, amountFen: 0 } }, '/demand/amountFen'],
    ['a negative amount', { demand: { ...demand, amountFen: -5 } }, '/demand/amountFen'],
    ['a broken amount', { demand: { ...demand, amountFen: 1.5 } }, '/demand/amountFen'],
    ['an absurd amount', { demand: { ...demand, amountFen: 9e15 } }, '/demand/amountFen'],
    ['an unknown bank', { intendedBankIds: ['nobank'] }, '/intendedBankIds/0'],
    ['three intended banks', { intendedBankIds: ['icbc', 'abc', 'ccb'] }, '/intendedBankIds'],
    ['the same bank twice', { intendedBankIds: ['icbc', 'icbc'] }, '/intendedBankIds'],
    ['no consent', { consent: undefined }, '/consent'],
    ['consent not given', { consent: { agreed: false } }, '/consent'],
    [
      'a missing criterion',
      { criteria: { ...metCriteria, 'good-credit': undefined } },
      '/criteria/good-credit',
    ],
    ['a channel that is none', { channel: 'pigeon' }, '/channel'],
  ])('B5 B6 B9 %s', async (_what, change, pointer) => {
    expectProblem(await apply(change), 422, pointer)
  })

  test('after all that nothing was declared, and a good application still goes through once (B11)', async () => {
    const good = await apply({})
    expect(good.status).toBe(201)
    const second = await apply({})
    expectProblem(second, 409)
    expect(second.body).toMatchObject({ liveApplicationId: good.body['applicationId'] })
  })

  test('B1 an unknown region, a broken code and an ID number are refused; the number is never repeated', async () => {
    const post = (row: object, key: string) =>
      api.as('platform-510000').post('/intake/v1/target-lists', { ...enterprise(2), ...row }, key)
    expectProblem(await post({ regionCode: '519999' }, 'region'), 422, '/regionCode')
    expectProblem(await post({ uscc: '91511702MAZ0000000' }, 'code'), 422, '/uscc')
    const idNumber = await post({ uscc: '11010519491231002X' }, 'id number')
    expectProblem(idNumber, 422, '/uscc')
    expect(JSON.stringify(idNumber)).not.toContain('19491231')
  })
})

describe('bad requests at the door', () => {
  const raw = async (init: RequestInit & { headers?: Record<string, string> }): Promise<Reply> => {
    const answer = await fetch(`${api.baseUrl}/intake/v1/applications`, {
      method: 'POST',
      ...init,
      headers: {
        authorization: `Bearer ${await api.token('task-force-511702')}`,
        'content-type': 'application/json',
        'idempotency-key': `raw-${number++}`,
        ...init.headers,
      },
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }

  test('broken JSON, a body over 1 MB, another content type, no key', async () => {
    expectProblem(await raw({ body: '{"uscc": ' }), 400)
    expectProblem(await raw({ body: JSON.stringify({ uscc: 'x'.repeat(1_100_000) }) }), 413)
    expectProblem(await raw({ body: 'a=b', headers: { 'content-type': 'text/plain' } }), 415)
    expectProblem(await raw({ body: '{}', headers: { 'idempotency-key': '' } }), 400)
    expectProblem(await raw({ body: '[]' }), 422)
    expectProblem(await raw({ body: 'null' }), 422)
  })

  test('no token, a false token: 401', async () => {
    for (const authorization of ['', 'Bearer nonsense', 'Bearer a.b.c']) {
      const answer = await fetch(`${api.baseUrl}/intake/v1/declared-list?region=511702`, {
        headers: { authorization },
      })
      expect(answer.status).toBe(401)
    }
  })

  test('A2 another county’s people see and do nothing here', async () => {
    const neighbour = api.as('task-force-511703')
    expectProblem(await neighbour.get('/intake/v1/declared-list?region=511702'), 403)
    expectProblem(await neighbour.post('/matching/v1/batches', { regionCode: '511702' }, 'foreign'), 403)
    expectProblem(await api.as('supervisor-411500').get('/reports/v1/funnel?region=511702'), 403)
    expectProblem(
      await api.as('township-511702001').post('/matching/v1/batches', { regionCode: '511702' }, 'role'),
      403,
    )
  })
})

describe('bad moves at review and at the bank', () => {
  test('C2 C3 out of order and the same person twice: 409 with a code', async () => {
    const { applicationId } = await declaredCase(api, 11, ['icbc'])
    const reviews = `/review/v1/cases/${applicationId}/reviews`
    const early = await api
      .as('leader-511702')
      .post(reviews, { level: 'leader', outcome: 'pass', opinion: '同意' }, 'early')
    expectProblem(early, 409)
    expect(early.body['code']).toBe('wrong-stage')
    const office = api.as('task-force-511702')
    await office.post(reviews, { level: 'task-force', outcome: 'pass', opinion: '同意' }, 'first')
    const again = await office.post(reviews, { level: 'bank', outcome: 'pass', opinion: '同意' }, 'again')
    expectProblem(again, 409)
    expect(again.body['code']).toBe('same-person')
  })

  test('E1 E2 E3 another bank’s referral is 404; drawdown before the grant and above the line are 409', async () => {
    const { applicationId } = await declaredCase(api, 12, ['icbc'])
    expect((await passReview(api, applicationId)).status).toBeLessThan(300)
    const [push] = await recommendAndPush(api, [applicationId])
    const referralId = push?.referralId ?? ''
    const path = `/bank/v1/referrals/${referralId}`
    const own = api.as('bank-icbc')
    await eventually(
      () => own.get(path),
      ({ status }) => status === 200,
    )
    expectProblem(await api.as('bank-abc').get(path), 404)
    expectProblem(await api.as('bank-abc').post(`${path}/feedback`, { type: 'accepted' }, 'foreign'), 404)
    expectProblem(await own.get('/bank/v1/referrals/no-such-referral'), 404)

    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    const say = (body: Record<string, unknown>, key: string) => own.post(`${path}/feedback`, body, key)
    expectProblem(await say({ type: 'drawn', drawnOn: today, amountFen: 100 }, 'early draw'), 409)
    expect((await say({ type: 'accepted' }, 'a')).status).toBeLessThan(300)
    expect((await say({ type: 'contacted', occurredOn: today }, 'b')).status).toBeLessThan(300)
    expect((await say({ type: 'materials-completed', occurredOn: today }, 'c')).status).toBeLessThan(300)
    const bare = await say({ type: 'refused', decidedOn: today, refusal: { code: 'cash-flow' } }, 'bare')
    expectProblem(bare, 422, '/refusal/problem')
    const grant = {
      lineFen: 1000,
      rateBp: 350,
      termMonths: 12,
      collateral: 'credit',
      firstLoan: true,
      renewalWithoutRepayment: false,
    }
    expect((await say({ type: 'granted', decidedOn: today, grant }, 'd')).status).toBeLessThan(300)
    const beyond = await say({ type: 'drawn', drawnOn: today, amountFen: 1001 }, 'beyond')
    expectProblem(beyond, 409)
    expect(beyond.body).toMatchObject({ lineFen: 1000, drawnFen: 0 })
    expectProblem(await say({ type: 'granted', decidedOn: today, grant }, 'twice'), 409)
  })

  test('E3 what a bank does not acknowledge comes back to it, and only to it', async () => {
    const { applicationId } = await declaredCase(api, 13, ['ccb'])
    await passReview(api, applicationId)
    const [push] = await recommendAndPush(api, [applicationId])
    const [own, other] = [api.as('bank-ccb'), api.as('bank-abc')]
    const take = (client: typeof own, waitSeconds: number) =>
      client.post('/bank/v1/referrals/receive', { max: 10, waitSeconds, visibilitySeconds: 10 }, 'take')
    const messagesOf = ({ body }: Reply) =>
      body['messages'] as { receipt: string; event: { id: string; data: { referralId: string } } }[]

    const first = messagesOf(await take(own, 5))
    expect(first.map(({ event }) => event.data.referralId)).toEqual([push?.referralId])
    expect(JSON.stringify(first)).not.toMatch(/19900000001|林某甲/)
    expect(messagesOf(await take(other, 0))).toEqual([])
    const again = messagesOf(await take(own, 15))
    expect(again.map(({ event }) => event.id)).toEqual(first.map(({ event }) => event.id))
    const receipts = again.map(({ receipt }) => receipt)
    const answered = await own.post('/bank/v1/referrals/acknowledge', { receipts }, 'ack')
    expect(answered.body).toMatchObject({ results: [{ acknowledged: true }] })
    const { runtime } = running.stack
    const queue = runtime.queues.find(({ name }) => name.endsWith('-bank-ccb'))
    expect(await messagesIn(queueClient(runtime), queue?.url ?? '')).toBe(0)
  })
})
