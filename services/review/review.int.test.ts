import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyList } from './domain/verify-list.ts'
import { claims, county, profile } from './testing/cases.ts'
import { type Desk, openDesk } from './testing/desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(async () => {
  await desk.stop()
})

const department = claims('department', 'tax')
const taskForce = claims('task-force')
const convener = claims('convener')
const path = (id: string, rest = '') => `/review/v1/cases/${id}${rest}`
const lists = '/review/v1/recommendation-lists'

describe('a case from declaration to recommendation', () => {
  const id = profile(1).applicationId

  test('C2 a declared application opens one case, also when told twice', async () => {
    await desk.declare(1)
    await desk.declare(1)
    expect(await desk.table.read('case', id)).toHaveLength(1)
  })

  test('C1 H3 the case shows all seven kinds, the missing ones as missing, and masked contact only', async () => {
    const facts = [{ kind: 'operations', finding: 'normal', source: '年报', observedOn: '2025-03-01' }]
    const supplied = await desk.call(department, 'POST', path(id, '/facts'), { facts })
    expect(supplied).toMatchObject({ status: 201, body: { supplied: 1 } })
    const { body, text } = await desk.call(taskForce, 'GET', path(id))
    expect(body).toMatchObject({
      stage: 'task-force-review',
      next: 'task-force',
      contact: { legalRepresentative: '王**', phone: '138****5678' },
    })
    expect(
      body.facts.map((fact: { label: string; missing: boolean }) => `${fact.label}${fact.missing}`),
    ).toEqual([
      '注册资本true',
      '经营状况false',
      '逃废债true',
      '项目审批信息true',
      '产业和环保政策true',
      '抵质押true',
      '涉法涉诉true',
      '征信报告true',
      '公共信用报告true',
    ])
    expect(body.missingFacts).toHaveLength(6)
    expect(text).not.toMatch(/sealed/)
  })

  test('C1 a veto stops the pass until the department takes it back', async () => {
    const bare = { kind: 'debt-evasion', finding: 'veto', source: '金融监管', observedOn: '2025-03-01' }
    const unsaid = await desk.call(department, 'POST', path(id, '/facts'), { facts: [bare] })
    expect(unsaid.body.errors).toMatchObject([{ pointer: '/facts/0/detail', detail: /须写明具体情况/ }])
    const veto = { ...bare, detail: '在逃废债名单之列' }
    await desk.call(department, 'POST', path(id, '/facts'), { facts: [veto] })
    const review = { level: 'task-force', outcome: 'pass', opinion: '同意' }
    expect(await desk.call(taskForce, 'POST', path(id, '/reviews'), review)).toMatchObject({
      status: 409,
      body: { code: 'fact-veto', kinds: ['debt-evasion'], sources: ['金融监管'] },
    })
    await desk.call(department, 'POST', path(id, '/facts'), { facts: [{ ...veto, finding: 'normal' }] })
    expect(await desk.call(taskForce, 'POST', path(id, '/reviews'), review)).toMatchObject({
      status: 201,
      body: { stage: 'bank-review' },
    })
  })

  test('C2 out of order, the same person and the wrong role are told apart', async () => {
    const bank = { level: 'bank', outcome: 'pass', opinion: '同意' }
    const leader = { ...bank, level: 'leader' }
    const post = (who: typeof taskForce, body: object) => desk.call(who, 'POST', path(id, '/reviews'), body)
    expect(await post(claims('leader'), leader)).toMatchObject({
      status: 409,
      body: { code: 'wrong-stage', stage: 'bank-review', next: 'bank' },
    })
    expect(await post(taskForce, bank)).toMatchObject({ status: 409, body: { code: 'same-person' } })
    const another = claims('task-force', 'another')
    expect(await post(another, bank)).toMatchObject({ status: 403, body: { code: 'not-this-level' } })
    expect(await post(department, bank)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    expect(await post(claims('bank-reviewer', 'x', '511703'), bank)).toMatchObject({
      status: 403,
      body: { code: 'outside-region' },
    })
  })

  test('C2 twins race for one level: one passes, the same key answers the same bytes', async () => {
    const body = { level: 'bank', outcome: 'pass', opinion: '同意' }
    const post = (sub: string, key: string) =>
      desk.call(claims('bank-reviewer', sub), 'POST', path(id, '/reviews'), body, key)
    const race = await Promise.all(['k1', 'k2', 'k3', 'k4'].map((key, n) => post(`reviewer-${n}`, key)))
    expect(race.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
    const winner = race.findIndex(({ status }) => status === 201)
    const twins = await Promise.all([1, 2].map(() => post(`reviewer-${winner}`, `k${winner + 1}`)))
    for (const twin of twins) expect(twin.text).toBe(race[winner]?.text)
    const loser = (winner + 1) % 4
    expect((await post(`reviewer-${loser}`, `k${loser + 1}`)).text).toBe(race[loser]?.text)
    const reused = await desk.call(
      claims('bank-reviewer', `reviewer-${winner}`),
      'POST',
      path(id, '/reviews'),
      { ...body, opinion: '另一意见' },
      `k${winner + 1}`,
    )
    expect(reused).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } })
  })

  test('C3 C4 confirmed, listed, signed by the convener, recommended exactly once, verifiable offline', async () => {
    await desk.call(claims('leader'), 'POST', path(id, '/reviews'), {
      level: 'leader',
      outcome: 'pass',
      opinion: '同意',
    })
    const confirmed = await desk.call(claims('industry-department'), 'POST', path(id, '/confirmation'), {
      outcome: 'confirm',
      opinion: '符合产业政策',
    })
    expect(confirmed).toMatchObject({ status: 200, body: { stage: 'awaiting-list' } })
    await desk.refreshViews('case', id)
    const waiting = `/review/v1/cases?region=${county}&stage=awaiting-list`
    expect((await desk.call(taskForce, 'GET', waiting)).body.items).toMatchObject([{ applicationId: id }])

    const drafted = await desk.call(taskForce, 'POST', lists, { regionCode: county }, 'draft-1')
    expect(drafted).toMatchObject({ status: 201, body: { rows: 1, leftOut: [] } })
    const again = await desk.call(taskForce, 'POST', lists, { regionCode: county }, 'draft-1')
    expect(again.text).toBe(drafted.text)
    const { listId } = drafted.body
    expect(listId).toMatch(/^RL-511702-[0-9a-f]{12}$/)

    const bank = claims('bank', 'teller')
    const asBank = (what: string) =>
      desk.call({ ...bank, bank: 'bank-a' }, 'GET', `${lists}/${listId}${what}`)
    expect((await asBank(`/rows/${id}/proof`)).status).toBe(404)
    const asConvener = (who = convener, key = 'sign-1') =>
      desk.call(who, 'POST', `${lists}/${listId}/sign-off`, { opinion: '同意推荐' }, key)
    expect(await asConvener(claims('convener', 'leader'), 'sign-0')).toMatchObject({
      status: 409,
      body: { code: 'same-person', applicationIds: [id] },
    })
    expect((await asConvener(claims('convener', 'x', '511703'), 'sign-x')).body.code).toBe('outside-region')
    const twins = await Promise.all([1, 2, 3].map(() => asConvener()))
    expect(new Set(twins.map(({ text }) => text)).size).toBe(1)
    expect(twins[0]?.status).toBe(200)
    expect(await asConvener(convener, 'sign-2')).toMatchObject({
      status: 409,
      body: { code: 'already-signed' },
    })

    // H2: a bank proves the row it was pushed and reads none beside it.
    expect((await asBank('')).status).toBe(403)
    expect((await asBank(`/rows/${id}/proof`)).body).toMatchObject({ row: { applicationId: id } })
    const document = (await desk.call(taskForce, 'GET', `${lists}/${listId}`)).body
    expect(verifyList(document)).toMatchObject({ ok: true, rows: 1 })
    expect(verifyList({ ...document, rows: [{ ...document.rows[0], name: '别家' }] }).ok).toBe(false)
    expect(JSON.stringify(document)).not.toMatch(/sealed|138\*/)

    await Promise.all([desk.deliverSigned(listId), desk.deliverSigned(listId)])
    await desk.deliverSigned(listId)
    const left = (await desk.eventsOf(desk.table, 'case', id)) as { type: string; data: unknown }[]
    expect(left.filter(({ type }) => type === 'application-recommended.v1')).toEqual([
      { type: 'application-recommended.v1', data: { ...profile(1), listId, recommendedOn: '2025-03-03' } },
    ])
    expect((await desk.call(taskForce, 'GET', path(id))).body).toMatchObject({
      stage: 'recommended',
      next: null,
      listId,
    })
    const late = {
      facts: [
        {
          kind: 'litigation',
          finding: 'veto',
          detail: '已列入失信被执行人',
          source: '法院',
          observedOn: '2025-03-01',
        },
      ],
    }
    expect(await desk.call(department, 'POST', path(id, '/facts'), late)).toMatchObject({
      status: 409,
      body: { code: 'wrong-stage', stage: 'recommended' },
    })
  })
})

test('C2 C6 return and refusal end the case and leave with what is needed for repair', async () => {
  const [first, second] = [profile(2).applicationId, profile(3).applicationId]
  await desk.declare(2)
  await desk.declare(3)
  await desk.call(taskForce, 'POST', path(first, '/reviews'), {
    level: 'task-force',
    outcome: 'return',
    opinion: '材料不全',
    missing: ['场地租赁合同'],
  })
  await desk.call(taskForce, 'POST', path(second, '/reviews'), {
    level: 'task-force',
    outcome: 'refuse',
    opinion: '不符合',
    criterion: 'good-credit',
    problem: '有未结清的逾期贷款',
    advice: '结清后重新申报',
  })
  expect((await desk.call(taskForce, 'GET', path(first))).body).toMatchObject({
    stage: 'returned',
    ending: { level: 'task-force', missing: ['场地租赁合同'] },
  })
  expect((await desk.call(taskForce, 'GET', path(second))).body).toMatchObject({
    stage: 'refused',
    ending: { criterion: 'good-credit', criterionLabel: '信用状况良好', advice: '结清后重新申报' },
  })
  for (const [id, type] of [
    [first, 'application-returned.v1'],
    [second, 'application-refused.v1'],
  ] as const)
    expect((await desk.eventsOf(desk.table, 'case', id)).at(-1)).toMatchObject({ type })
})
