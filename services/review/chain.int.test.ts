import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { claims, county, profile } from './testing/cases.ts'
import { type Desk, openDesk } from './testing/desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(async () => {
  await desk.stop()
})

const taskForce = claims('task-force')
const path = (id: string, rest = '') => `/review/v1/cases/${id}${rest}`
const idOf = (n: number) => profile(n).applicationId
const pass = (level: string) => ({ level, outcome: 'pass', opinion: '同意' })
const review = (who: typeof taskForce & { readonly bank?: string }, n: number, body: object) =>
  desk.call(who, 'POST', path(idOf(n), '/reviews'), body)
const read = async (n: number) => (await desk.call(taskForce, 'GET', path(idOf(n)))).body
const setPolicy = (regionCode: string, version: number, setting: object) =>
  desk.receive(
    'policy-set.v1',
    { regionCode, version, effectiveFrom: '2025-01-01', setting },
    `policy#${regionCode}@${version}.0`,
  )

describe('the policy of a region and its cases', () => {
  const [zone, above] = ['511502', '511500']
  const there = { regionCode: zone, townshipCode: '511502001' }
  const reviewer = { ...claims('bank-reviewer', 'reviewer', zone), bank: 'bank-z' }

  test('A2 C2 a case keeps the policy in force when it was opened, its own region before those above', async () => {
    await desk.declare(1, there)
    await setPolicy(above, 1, { reviewLevels: ['leader'], conflictedBankReviewer: 'bar' })
    await setPolicy(zone, 1, { reviewLevels: ['bank', 'leader'], industryConfirmation: false })
    await setPolicy(zone, 1, { reviewLevels: ['bank', 'leader'], industryConfirmation: false })
    await desk.declare(2, there)
    const official = claims('task-force', 'official', zone)
    const [before, after] = await Promise.all(
      [1, 2].map(async n => (await desk.call(official, 'GET', path(idOf(n)))).body),
    )
    expect(before).toMatchObject({ stage: 'task-force-review', policy: { conflictedBankReviewer: 'flag' } })
    expect(after).toMatchObject({
      stage: 'bank-review',
      next: 'bank',
      chain: [{ step: 'bank' }, { step: 'leader' }],
      policy: { conflictedBankReviewer: 'bar' },
    })
  })

  test('A3 C2 a reviewer of an intended bank is barred where the policy bars; another finishes the short chain', async () => {
    expect(await review(reviewer, 2, pass('bank'))).toMatchObject({
      status: 409,
      body: { code: 'conflict-of-interest', intendedBankId: 'bank-a' },
    })
    expect(await review({ ...reviewer, bank: 'other' }, 2, pass('bank'))).toMatchObject({
      status: 201,
      body: { stage: 'leader-review' },
    })
    const leader = claims('leader', 'leader', zone)
    expect((await review(leader, 2, pass('leader'))).body).toMatchObject({ stage: 'awaiting-list' })
  })
})

describe('an application changed or taken back', () => {
  const corrected = { ...profile(3), name: '更正后的面粉厂' }

  test('B6 a correction replaces the content until review begins; facts are no beginning', async () => {
    const early = await desk.receive('application-corrected.v1', corrected, 'entity#E3@2.0')
    expect(early).toMatchObject({ fate: 'retry' })
    await desk.declare(3)
    const facts = [{ kind: 'operations', finding: 'normal', source: '年报', observedOn: '2025-03-01' }]
    await desk.call(claims('department', 'tax'), 'POST', path(idOf(3), '/facts'), { facts })
    expect(await desk.receive('application-corrected.v1', corrected, 'entity#E3@2.0')).toEqual({
      fate: 'done',
    })
    expect(await read(3)).toMatchObject({ name: '更正后的面粉厂', missingFacts: { length: 6 } })
    await review(taskForce, 3, pass('task-force'))
    const late = { ...corrected, name: '再次更正' }
    expect(await desk.receive('application-corrected.v1', late, 'entity#E3@3.0')).toEqual({
      fate: 'refused',
      code: 'review-begun',
    })
    expect(await read(3)).toMatchObject({ name: '更正后的面粉厂', stage: 'bank-review' })
    const events = (await desk.eventsOf(desk.table, 'case', idOf(3))) as readonly { type: string }[]
    expect(events.filter(({ type }) => type === 'review-begun.v1')).toMatchObject([
      { data: { applicationId: idOf(3), begunOn: '2025-03-03' } },
    ])
  })

  test('B5 a withdrawal ends the case and takes it off every list of work', async () => {
    const { uscc, regionCode } = profile(3)
    const withdrawn = {
      ...{ applicationId: idOf(3), uscc, regionCode },
      ...({ reason: 'by-enterprise', withdrawnOn: '2025-03-03' } as const),
    }
    for (const _ of [1, 2])
      expect(await desk.receive('application-withdrawn.v1', withdrawn, 'entity#E3@4.0')).toEqual({
        fate: 'done',
      })
    await desk.refreshViews('case', idOf(3))
    expect(await read(3)).toMatchObject({
      stage: 'withdrawn',
      next: null,
      withdrawal: { reason: 'by-enterprise' },
    })
    const list = `/review/v1/cases?region=${county}&stage=bank-review`
    expect((await desk.call(taskForce, 'GET', list)).body.items).toEqual([])
    expect(await review(claims('bank-reviewer'), 3, pass('bank'))).toMatchObject({
      status: 409,
      body: { code: 'wrong-stage', stage: 'withdrawn' },
    })
  })
})

describe('work on a case', () => {
  const asked = { kinds: ['litigation', 'operations'], departments: ['org-court', 'org-tax'] }

  test('C1 departments are asked at once, with a due day; what they answered is seen', async () => {
    await desk.declare(4, { keyChain: '粮油' })
    await desk.declare(5)
    const answer = await desk.call(taskForce, 'POST', path(idOf(4), '/fact-requests'), asked)
    expect(answer).toMatchObject({ status: 201, body: { requests: { length: 4 } } })
    // Three working days after Monday, 3 March 2025.
    expect(answer.body.requests[0]).toMatchObject({ requestId: 'FR1', dueOn: '2025-03-06' })
    const fact = { kind: 'litigation', finding: 'attention', source: '法院', observedOn: '2025-03-01' }
    const facts = [{ ...fact, detail: '有一起买卖合同纠纷在审' }]
    await desk.call(claims('department', 'court'), 'POST', path(idOf(4), '/facts'), { facts })
    const { factRequests, unansweredAttention } = await read(4)
    expect(factRequests.map(({ status }: { status: string }) => status)).toEqual([
      'answered',
      'open',
      'open',
      'open',
    ])
    expect(unansweredAttention).toEqual(['litigation'])
    expect((await desk.call(claims('leader'), 'POST', path(idOf(4), '/fact-requests'), asked)).status).toBe(
      403,
    )
  })

  test('C2 a claimed case is its claimer’s until it is handed over', async () => {
    const post = (who: typeof taskForce, rest: string, body: object) =>
      desk.call(who, 'POST', path(idOf(4), rest), body)
    expect(await post(claims('leader'), '/claim', {})).toMatchObject({
      status: 403,
      body: { code: 'not-this-level' },
    })
    expect(await post(claims('task-force', 'a'), '/handover', { to: 'b' })).toMatchObject({
      status: 409,
      body: { code: 'not-claimed' },
    })
    const race = await Promise.all(['a', 'b', 'c'].map(sub => post(claims('task-force', sub), '/claim', {})))
    expect(race.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    const [winner] = ['a', 'b', 'c'].filter((_, at) => race[at]?.status === 200)
    const claimer = claims('task-force', winner)
    const body = { ...pass('task-force'), attentionOpinion: '案件已结' }
    expect((await review(taskForce, 4, body)).body).toMatchObject({
      code: 'claimed-by-other',
      claimedBy: winner,
      claimedUntil: '2025-03-06T02:00:00.000Z',
    })
    expect(await post(claimer, '/handover', { to: taskForce.sub, org: taskForce.org })).toMatchObject({
      status: 200,
      body: { claimedBy: { sub: 'task-force' } },
    })
    expect((await review(claimer, 4, body)).body).toMatchObject({ code: 'claimed-by-other' })
    expect((await review(taskForce, 4, pass('task-force'))).body).toMatchObject({
      code: 'attention-unanswered',
      kinds: ['litigation'],
    })
    expect((await review(taskForce, 4, body)).body).toMatchObject({ stage: 'bank-review' })
    expect(await read(4)).not.toHaveProperty('claim')
  })

  test('C1 C5 baskets show how much, how old and what is due, key chains first', async () => {
    await desk.declare(6, { declaredOn: '2025-02-01' })
    await desk.declare(7, { keyChain: '粮油' })
    for (const n of [4, 5, 6, 7]) await desk.refreshViews('case', idOf(n))
    const { status, body } = await desk.call(taskForce, 'GET', `/review/v1/baskets?region=${county}`)
    expect(status).toBe(200)
    const of = (stage: string) => body.baskets.find((basket: { stage: string }) => basket.stage === stage)
    expect(of('task-force-review')).toMatchObject({
      yours: true,
      count: 3,
      more: false,
      keyChainCount: 1,
      oldestDays: 30,
      nearDue: 0,
      overdue: 0,
      first: [{ applicationId: idOf(7) }, { applicationId: idOf(6) }, { applicationId: idOf(5) }],
    })
    expect(of('bank-review')).toMatchObject({ yours: false, count: 1, oldestDays: 2 })
    expect(of('leader-review')).toMatchObject({ count: 0, oldestDays: null })
    const elsewhere = await desk.call(taskForce, 'GET', '/review/v1/baskets?region=511703')
    expect(elsewhere).toMatchObject({ status: 403, body: { code: 'outside-region' } })
  })
})
