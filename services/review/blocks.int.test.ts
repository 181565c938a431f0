import { createPublicKey } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sha256 } from '#shared/domain/canonical.ts'
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

const taskForce = claims('task-force')
const path = (id: string, rest = '') => `/review/v1/cases/${id}${rest}`
const idOf = (n: number) => profile(n).applicationId
const pass = (level: string) => ({ level, outcome: 'pass', opinion: '同意' })
const review = (who: typeof taskForce, n: number, body: object) =>
  desk.call(who, 'POST', path(idOf(n), '/reviews'), body)
const read = async (n: number) => (await desk.call(taskForce, 'GET', path(idOf(n)))).body

describe('blocks', () => {
  const add = (regionCode: string, ...entries: readonly object[]) =>
    desk.call(claims('operator', 'operator', '510000'), 'POST', '/review/v1/blocks', { regionCode, entries })
  const common = { source: '省级通报', validFrom: '2025-01-01' }
  const release = { outcome: 'release', reason: '经核实与名单所列无关' }

  test('C8 C9 an entry of the region above stops a new case for a person, who lets it go on or refuses it', async () => {
    const word = { kind: 'forbidden-use', word: '炒股', ...common }
    const intermediary = { kind: 'abnormal-intermediary', name: '某某咨询公司', ...common }
    const added = await add('510000', word, intermediary)
    expect(added).toMatchObject({ status: 201, body: { blockIds: ['BL-510000-1', 'BL-510000-2'] } })
    const demand = { ...profile().demand, purpose: '委托某某咨询公司炒股' }
    await desk.declare(10, { demand })
    await desk.declare(11, { demand })
    expect(await read(10)).toMatchObject({
      stage: 'held',
      next: 'release',
      blocks: [{ kind: 'forbidden-use' }, { kindLabel: '异常中介' }],
    })
    expect((await review(taskForce, 10, pass('task-force'))).body).toMatchObject({ code: 'wrong-stage' })
    const rule = (n: number, body: object) => desk.call(taskForce, 'POST', path(idOf(n), '/release'), body)
    expect(await rule(10, release)).toMatchObject({ status: 201, body: { stage: 'task-force-review' } })
    expect((await review(taskForce, 10, pass('task-force'))).body).toMatchObject({ stage: 'bank-review' })
    const refusal = { criterion: 'lawful-use', problem: '用途不合规', advice: '更换用途' }
    expect((await rule(11, { outcome: 'refuse', ...refusal })).body).toMatchObject({ stage: 'refused' })
    expect((await desk.eventsOf(desk.table, 'case', idOf(11))).at(-1)).toMatchObject({
      type: 'application-refused.v1',
      data: { level: 'task-force', ...refusal },
    })
  })

  test('C8 an entry that came later stops a case before it goes onto a list; ended, it stops no more', async () => {
    await desk.declare(12)
    await desk.passAll(12)
    const { uscc } = profile(12)
    await add(county, { kind: 'hidden-government-debt', uscc, ...common })
    const draft = () =>
      desk.call(taskForce, 'POST', '/review/v1/recommendation-lists', {
        regionCode: county,
        applicationIds: [idOf(12)],
      })
    expect(await draft()).toMatchObject({ status: 409, body: { errors: [{ code: 'wrong-stage' }] } })
    expect(await read(12)).toMatchObject({ stage: 'held', blocks: [{ source: '省级通报' }] })
    const ended = await desk.call(taskForce, 'POST', '/review/v1/blocks/BL-511702-1/end', {
      reason: '名录已更新',
    })
    expect(ended).toMatchObject({ status: 200, body: { validUntil: '2025-03-02' } })
    await desk.call(taskForce, 'POST', path(idOf(12), '/release'), release)
    expect(await draft()).toMatchObject({ status: 201, body: { rows: 1 } })
    const { items } = (await desk.call(taskForce, 'GET', `/review/v1/blocks?region=${county}`)).body
    expect(items).toMatchObject([{ blockId: 'BL-511702-1', ended: { reason: '名录已更新' } }, {}, {}])
  })

  test.each([
    [{ kind: 'forbidden-industry', industryPrefix: '3', ...common }, '/entries/0/industryPrefix', /行业代码/],
    [{ kind: 'gossip', ...common }, '/entries/0/kind', /类别须为/],
    [
      {
        kind: 'forbidden-use',
        word: '炒股',
        source: '通报',
        validFrom: '2025-01-02',
        validUntil: '2025-01-01',
      },
      '/entries/0/validUntil',
      /不得早于/,
    ],
  ])('C8 C9 bad entry %#', async (entry, pointer, detail) => {
    const { status, body } = await add(county, entry)
    expect(status).toBe(422)
    expect(body.errors).toEqual([expect.objectContaining({ pointer, detail: expect.stringMatching(detail) })])
  })

  test('A2 a task force writes on its own region’s list only', async () => {
    const body = { regionCode: '510000', entries: [{ kind: 'forbidden-use', word: '炒股', ...common }] }
    const answer = await desk.call(taskForce, 'POST', '/review/v1/blocks', body)
    expect(answer).toMatchObject({ status: 403, body: { code: 'outside-region' } })
  })
})

describe('C9 lists shared between regions', () => {
  const here = claims('operator', 'operator', '510000')
  const there = claims('task-force', 'official', '411525')
  const fileOf = async () => (await desk.call(here, 'GET', '/review/v1/blocks/file?region=510000')).body
  const fingerprintOf = ({ publicKey }: { publicKey: string }) =>
    sha256(createPublicKey(publicKey).export({ type: 'spki', format: 'der' }))
  const take = (file: unknown, keyFingerprint: string) =>
    desk.call(there, 'POST', '/review/v1/blocks/imports', { regionCode: '411525', keyFingerprint, file })

  test('C9 a genuine file is taken over once, and stops applications there', async () => {
    const file = await fileOf()
    expect(file.entries).toMatchObject([{ blockId: 'BL-510000-1' }, { kind: 'abnormal-intermediary' }])
    const first = await take(file, fingerprintOf(file))
    expect(first).toMatchObject({ status: 201, body: { from: '510000', added: 2, already: 0 } })
    expect((await take(await fileOf(), fingerprintOf(file))).body).toMatchObject({ added: 0, already: 2 })
    const { items } = (await desk.call(there, 'GET', '/review/v1/blocks?region=411525')).body
    expect(items).toMatchObject([
      { blockId: 'BL-411525-1', source: '省级通报', sharedFrom: { blockId: 'BL-510000-1' } },
      {},
    ])
    const demand = { ...profile().demand, purpose: '炒股' }
    await desk.declare(15, { regionCode: '411525', townshipCode: '411525001', demand })
    expect((await desk.call(there, 'GET', path(idOf(15)))).body).toMatchObject({ stage: 'held' })
  })

  test('C9 a changed, cut or foreign file is refused with what is wrong', async () => {
    const file = await fileOf()
    const key = fingerprintOf(file)
    const [first, ...others] = file.entries
    const wrong = [
      [{ ...file, entries: [{ ...first, word: '买房' }, ...others] }, key, /内容被改动/],
      [{ ...file, entries: others }, key, /内容被改动/],
      [{ ...file, regionCode: '510100' }, key, /内容被改动/],
      [{ ...file, signature: 'AAAA' }, key, /签名不是/],
      [file, '0'.repeat(64), /指纹/],
    ] as const
    for (const [changed, fingerprint, detail] of wrong)
      expect(await take(changed, fingerprint)).toMatchObject({
        status: 422,
        body: { code: 'file-not-genuine', detail: expect.stringMatching(detail) },
      })
  })
})

describe('A1 delegation', () => {
  const body = {
    regionCode: county,
    deputy: { org: 'org-deputy', sub: 'deputy' },
    from: '2025-03-03',
    to: '2025-03-09',
    reason: '外出培训',
  }
  const delegate = (more: object = {}) =>
    desk.call(claims('convener'), 'POST', '/review/v1/delegations', { ...body, ...more })

  test('A1 C4 the deputy signs, the statement says for whom, and the document proves it', async () => {
    expect(await delegate()).toMatchObject({ status: 201, body: { delegationId: 'DG-511702-1' } })
    await desk.declare(20)
    await desk.passAll(20)
    const lists = '/review/v1/recommendation-lists'
    const drafted = await desk.call(taskForce, 'POST', lists, {
      regionCode: county,
      applicationIds: [idOf(20)],
    })
    const { listId } = drafted.body
    const signed = await desk.call(claims('convener', 'deputy'), 'POST', `${lists}/${listId}/sign-off`, {})
    expect(signed).toMatchObject({ status: 200 })
    expect(signed.body.statement).toMatch(/委托编号 DG-511702-1/)
    const document = (await desk.call(taskForce, 'GET', `${lists}/${listId}`)).body
    expect(document.delegation).toEqual({
      delegationId: 'DG-511702-1',
      convener: { org: 'org-convener', sub: 'convener' },
    })
    expect(verifyList(document)).toMatchObject({ ok: true })
    const { delegation: _, ...without } = document
    expect(verifyList(without)).toMatchObject({ ok: false })
    const record = await desk.call(claims('convener'), 'GET', `/review/v1/delegations?region=${county}`)
    expect(record.body.items).toMatchObject([{ deputy: { sub: 'deputy' }, reason: '外出培训' }])
  })

  test.each([
    [{ deputy: { org: 'org-convener', sub: 'convener' } }, '/deputy'],
    [{ from: '2025-03-02' }, '/from'],
    [{ to: '2025-03-02' }, '/to'],
  ])('A1 no such delegation: %j', async (more, pointer) => {
    const answer = await delegate(more)
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } })
  })
})
