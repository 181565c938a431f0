import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventContracts } from '#shared/contracts/events.ts'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { product, recommended } from './testing/examples.ts'
import { bocTeller, matchingOver, neighbour, operator, taskForce, usccOf } from './testing/service.ts'

let engine: TestTable
let matching: ReturnType<typeof matchingOver>
beforeAll(async () => {
  engine = await startTestTable()
  matching = matchingOver(engine.table)
})
afterAll(async () => {
  await engine.stop()
})

const productBody = (more: object = {}) => {
  const { productId: _id, ...body } = product('p1', 'boc-a')
  return { ...body, ...more }
}
const publish = async (claims: typeof taskForce, id: string, body: object) => {
  const answer = await matching.call(claims, 'PUT', `/matching/v1/products/${id}`, body)
  if (answer.status === 200) await matching.refreshViews('product', id)
  return answer
}
const first = (answer: { body: { errors: readonly unknown[] } }) => answer.body.errors[0]

describe('The story of a county', () => {
  test('D1 banks are registered and found from their county, township and city', async () => {
    expect((await matching.register('boc-a')).status).toBe(200)
    expect((await matching.register('abc-a', { batchCapacity: 1 })).status).toBe(200)
    expect((await matching.register('tfb-city', { regionCodes: ['511700'] }, operator)).status).toBe(200)
    for (const region of ['511702', '511702001', '511700', '511703']) {
      const listed = await matching.call(operator, 'GET', `/matching/v1/banks?region=${region}`)
      const ids = listed.body.items.map((bank: { bankId: string }) => bank.bankId).sort()
      expect(ids).toEqual(region === '511703' ? ['tfb-city'] : ['abc-a', 'boc-a', 'tfb-city'])
    }
  })

  test('D5 a bank publishes its product, and it is found by region and by bank', async () => {
    expect((await publish(bocTeller, 'p1', productBody())).status).toBe(200)
    expect((await publish(taskForce, 'p2', productBody({ bankId: 'abc-a' }))).status).toBe(200)
    const ids = async (query: string) =>
      (await matching.call(taskForce, 'GET', `/matching/v1/products${query}`)).body.items.map(
        (each: { productId: string }) => each.productId,
      )
    expect((await ids('')).sort()).toEqual(['p1', 'p2'])
    expect(await ids('?bankId=boc-a')).toEqual(['p1'])
    expect(await ids('?region=511702&bankId=boc-a')).toEqual(['p1'])
  })

  test('D3 the county takes the profile of Tongchuan and sees where each value comes from', async () => {
    const set = await matching.call(taskForce, 'PUT', '/matching/v1/policies/511702', {
      profile: 'tongchuan',
      decisionDays: 20,
    })
    expect(set.status).toBe(200)
    const shown = await matching.call(bocTeller, 'GET', '/matching/v1/policies/511702')
    expect(shown.text).toBe(set.text)
    expect(shown.body).toMatchObject({
      regionName: '四川省达州市通川区',
      policy: { pushRule: 'relation-first', maxInstitutions: 3, decisionDays: 20 },
      origins: {
        pushRule: { regionCode: '511702', version: 1, profile: 'tongchuan' },
        decisionDays: { regionCode: '511702', version: 1 },
      },
    })
  })

  test('D2 a setting of a coming day is on record with its reason, and asked for by its day', async () => {
    const put = (body: object) => matching.call(taskForce, 'PUT', '/matching/v1/policies/511702', body)
    const coming = await put({ profile: 'xinyang', effectiveFrom: '2025-07-01', reason: '专班会议研究' })
    expect(coming.body).toMatchObject({
      policy: { pushRule: 'relation-first' },
      history: [
        { version: 1, effectiveFrom: '2025-03-03', setBy: { role: 'task-force' } },
        { version: 2, effectiveFrom: '2025-07-01', setting: { profile: 'xinyang', reason: '专班会议研究' } },
      ],
    })
    const on = async (day: string) =>
      (await matching.call(bocTeller, 'GET', `/matching/v1/policies/effective?region=511702001&on=${day}`))
        .body
    expect(await on('2025-03-02')).toMatchObject({ policy: { pushRule: 'intended-first' } })
    expect(await on('2025-06-30')).toMatchObject({ policy: { pushRule: 'relation-first', decisionDays: 20 } })
    expect(await on('2025-07-01')).toMatchObject({
      on: '2025-07-01',
      policy: { pushRule: 'intended-only', decisionDays: 30 },
      origins: { pushRule: { regionCode: '511702', version: 2, profile: 'xinyang' } },
    })
    expect(await put({ profile: 'national', effectiveFrom: '2025-03-02' })).toMatchObject({
      status: 422,
      body: { code: 'policy-in-the-past', errors: [{ pointer: '/effectiveFrom' }] },
    })
    const events = (await matching.eventsOf(engine.table, 'policy', '511702')) as { data: object }[]
    for (const { data } of events)
      expect(eventContracts['policy-set.v1'].strict().safeParse(data).success).toBe(true)
    expect(events).toHaveLength(2)
  })

  test('D1 a batch pushes with reasons; who finds no bank waits and is told why', async () => {
    await matching.recommend('A1', { lendingBankIds: ['tfb-city'], intendedBankIds: ['boc-a'] })
    await matching.recommend('A2', { intendedBankIds: ['abc-a'], keyChain: '富硒茶' })
    const far = { amountFen: 900_000_000_00, termMonths: 60, purpose: '厂房', loanKind: 'renewal' } as const
    await matching.recommend('A3', { demand: far })
    const answer = await matching.batch({ regionCode: '511702', note: '首批' }, 'batch-1')
    expect(answer).toMatchObject({
      status: 201,
      body: { applications: 2, referrals: 4, skipped: 0, unplaced: 1, moreWaiting: false },
    })
    const shown = await matching.call(taskForce, 'GET', `/matching/v1/batches/${answer.body.batchId}`)
    expect(shown.body).toMatchObject({ status: 'completed', note: '首批', policy: { decisionDays: 20 } })
    expect(shown.body.pushes.map((push: { referralId: string }) => push.referralId).sort()).toEqual([
      'A1.boc-a',
      'A1.tfb-city',
      'A2.abc-a',
      'A2.boc-a',
    ])
    expect(shown.body.pushes.every((push: { reasons: object[] }) => push.reasons.length > 0)).toBe(true)
    expect(shown.body.unplaced).toEqual([
      { applicationId: 'A3', name: '企业A3', why: '没有产品或特色与需求相符的其他银行。' },
    ])
    for (const data of await matching.referrals(['A1', 'A2']))
      expect(eventContracts['referral-dispatched.v1'].strict().safeParse(data).success).toBe(true)
  })

  test('D1 the same key answers byte for byte, also to twins; another body under it is refused', async () => {
    const before = await matching.batch({ regionCode: '511702', note: '首批' }, 'batch-1')
    const twins = await Promise.all(
      [1, 2].map(() => matching.batch({ regionCode: '511702', note: '首批' }, 'batch-1')),
    )
    expect(twins.map(twin => twin.text)).toEqual([before.text, before.text])
    expect(await matching.batch({ regionCode: '511702' }, 'batch-1')).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    })
    expect(await matching.referrals(['A1', 'A2', 'A3'])).toHaveLength(4)
  })

  test('D1 when nothing can be pushed the answer says how many wait and why, lagging list or not', async () => {
    const answer = await matching.batch({ regionCode: '511702' })
    expect(answer).toMatchObject({
      status: 409,
      body: {
        code: 'nothing-to-push',
        waiting: 1,
        unplaced: ['A3：没有产品或特色与需求相符的其他银行。'],
      },
    })
    expect(answer.body.detail).toContain('有 1 家企业等待推送')
    const empty = await matching.batch({ regionCode: '411525' }, undefined, neighbour)
    expect(empty.body).toMatchObject({ code: 'nothing-to-push', waiting: 0 })
  })

  test('D1 named applications: pushed before, unknown, of another county', async () => {
    await matching.recommend('A4', { intendedBankIds: ['boc-a'] })
    const mixed = await matching.batch({ regionCode: '511702', applicationIds: ['A1', 'A4'] })
    expect(mixed).toMatchObject({ status: 201, body: { applications: 1, unplaced: 1 } })
    const shown = await matching.call(taskForce, 'GET', `/matching/v1/batches/${mixed.body.batchId}`)
    expect(shown.body.unplaced[0]).toMatchObject({
      applicationId: 'A1',
      why: expect.stringContaining('此前已由批次 MB-511702-'),
    })
    const unknown = await matching.batch({ regionCode: '511702', applicationIds: ['A1', 'A9'] })
    expect(unknown).toMatchObject({ status: 422, body: { code: 'validation-failed' } })
    expect(first(unknown)).toEqual({
      pointer: '/applicationIds/1',
      code: 'unknown-application',
      detail: '511702 的推荐清单中没有申报 A9',
    })
    const stranger = await matching.batch(
      { regionCode: '411525', applicationIds: ['A1'] },
      undefined,
      neighbour,
    )
    expect(first(stranger)).toMatchObject({ pointer: '/applicationIds/0', code: 'unknown-application' })
    const twice = await matching.batch({ regionCode: '511702', applicationIds: ['A1', 'A1', 'ghost'] })
    expect(first(twice)).toMatchObject({ pointer: '/applicationIds/2', code: 'unknown-application' })
  })

  test('B11 the last bank’s decision concludes the application, once, doubled events and all', async () => {
    const decided = (bankId: string, id: string) =>
      matching.receive(
        'credit-decided.v1',
        {
          outcome: 'given-up',
          reason: '已自筹资金',
          decidedOn: '2025-03-10',
          applicationId: 'A1',
          uscc: '91350100M000100Y43',
          regionCode: '511702',
          referralId: `A1.${bankId}`,
          bankId,
          institutionId: 'x',
        },
        id,
      )
    const fates = await Promise.all([
      decided('boc-a', 'r1@5.0'),
      decided('tfb-city', 'r2@5.0'),
      decided('boc-a', 'r1@5.0'),
    ])
    expect(fates.map(each => each.fate)).toEqual(['done', 'done', 'done'])
    expect(await decided('boc-a', 'r1@6.0')).toEqual({ fate: 'done' })
    expect(await decided('ccb-a', 'r3@5.0')).toEqual({ fate: 'refused', code: 'not-pushed-to-bank' })
    const events = (await matching.eventsOf(engine.table, 'plan', 'A1')) as { type: string; data: object }[]
    expect(events.filter(event => event.type === 'application-concluded.v1')).toMatchObject([
      { data: { outcome: 'not-credited', concludedOn: '2025-03-10' } },
    ])
  })

  test('C4 a recommendation heard twice opens one plan; a decision before it asks to be shown again', async () => {
    const before = await matching.eventsOf(engine.table, 'plan', 'A1')
    const as = { uscc: usccOf('A1'), lendingBankIds: ['tfb-city'], intendedBankIds: ['boc-a'] }
    const again = recommended('A1', as)
    for (const id of ['case#A1@9.0', 'case#A1@10.0'])
      expect(await matching.receive('application-recommended.v1', again, id)).toEqual({ fate: 'done' })
    expect(await matching.eventsOf(engine.table, 'plan', 'A1')).toEqual(before)
    const early = await matching.receive(
      'credit-decided.v1',
      {
        outcome: 'given-up',
        reason: '已自筹资金',
        decidedOn: '2025-03-10',
        applicationId: 'A77',
        uscc: '91350100M000100Y43',
        regionCode: '511702',
        referralId: 'A77.boc-a',
        bankId: 'boc-a',
        institutionId: 'boc',
      },
      'early@1.0',
    )
    expect(early.fate).toBe('retry')
  })
})
