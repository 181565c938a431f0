import { afterEach, beforeEach, expect, test } from 'vitest'
import { form, legacyUscc, uscc } from './testing/given.ts'
import { application, openIntake, platform, target, taskForce, township, visit } from './testing/story.ts'
import { findLeftOuts } from './use-cases/find-left-outs/on-schedule.ts'

let open: Awaited<ReturnType<typeof openIntake>>
beforeEach(async () => {
  open = await openIntake()
  await post('target-lists', target(), platform)
})
afterEach(async () => {
  await open.stop()
})

const bank = { sub: 'bank-icbc', role: 'bank', region: '000000', bank: 'icbc-tongchuan' }
const post = async (path: string, body: unknown, claims = taskForce, key?: string) =>
  await open.intake.call(claims, 'POST', `/intake/v1/${path}`, body, key)
const listOf = async (status = 'open', region = '511702') => {
  for (const code of [uscc, legacyUscc]) await open.intake.refreshViews('left-out', code)
  const answer = await open.intake.call(
    taskForce,
    'GET',
    `/intake/v1/left-outs?region=${region}&status=${status}`,
  )
  return answer.body.items
}
const ground = '企业反映从未有人上门走访'

test('B10 reported by a bank, seconded by a department, followed to the application it led to', async () => {
  const department = { sub: 'department', role: 'department', region: '511702' }
  expect(await post('left-outs', { uscc, ground }, bank, 'key-1')).toMatchObject({
    status: 201,
    body: { leftOutId: `${uscc}-L01`, voices: 1 },
  })
  await post('left-outs', { uscc, ground }, bank, 'key-1')
  expect((await post('left-outs', { uscc, ground }, department)).body.voices).toBe(2)
  for (const region of ['511702', '511702104'])
    expect(await listOf('open', region)).toMatchObject([
      { leftOutId: `${uscc}-L01`, statusLabel: '核查中', voices: [{ byLabel: '银行' }, { byLabel: '部门' }] },
    ])
  const finding = { finding: 'declared', explanation: '已上门并补充申报', applicationId: `${uscc}-01` }
  expect((await post(`left-outs/${uscc}-L01/finding`, finding)).body.errors).toMatchObject([
    { pointer: '/applicationId' },
  ])
  await post('applications', application(), township)
  expect((await post(`left-outs/${uscc}-L01/finding`, finding)).status).toBe(200)
  expect((await post('left-outs', { uscc, ground }, bank)).body).toMatchObject({ code: 'already-declared' })
  expect(await listOf()).toEqual([])
  expect(await listOf('settled')).toMatchObject([{ findingLabel: '已补充申报', applicationId: `${uscc}-01` }])
  expect((await post(`left-outs/${uscc}-L01/finding`, finding)).body.code).toBe('left-out-settled')
  expect((await post(`left-outs/${uscc}-L01/finding`, finding, township)).body.code).toBe('forbidden')
})

test('B10 one that no directory names is reported with its region', async () => {
  expect((await post('left-outs', { uscc: legacyUscc, ground }, bank)).body.errors).toMatchObject([
    { pointer: '/regionCode' },
  ])
  const named = { uscc: legacyUscc, ground, regionCode: '511702104', name: '某某农场' }
  expect((await post('left-outs', named, bank)).status).toBe(201)
  expect(await listOf('open', '511702104')).toMatchObject([{ name: '某某农场', townshipCode: '511702104' }])
})

test('B10 the system reports the forgotten once, when their time is over, and never those who declared', async () => {
  const { criteria } = form()
  await post('visits', visit({ visitedOn: '2026-02-10', criteria }), township)
  await open.intake.refreshViews('entity', uscc)
  const on = async (now: string) => await findLeftOuts({ ...open.deps, clock: () => now })
  await on('2026-02-11T04:00:00.000Z')
  expect(await listOf()).toEqual([])
  for (const day of ['02', '03', '04']) await on(`2026-03-${day}T04:00:00.000Z`)
  expect(await listOf()).toMatchObject([{ openedOn: '2026-03-02', voices: [{ byLabel: '系统发现' }] }])
  const settled = { finding: 'no-wish', explanation: '企业表示暂不需要' }
  await post(`left-outs/${uscc}-L01/finding`, settled)
  await on('2026-03-05T04:00:00.000Z')
  expect(await listOf()).toEqual([])
  await post('visits', visit({ visitedOn: '2026-02-12', criteria }), township)
  await post('applications', application(), township)
  // The list still shows the candidate; the entity itself says otherwise.
  await on('2026-03-20T04:00:00.000Z')
  expect(await listOf()).toEqual([])
})

test('B10 a candidate that cannot be read hides no other, and the run ends as failed', async () => {
  const { criteria } = form()
  const bad = '91511702MA6AB12C0W'
  await post('target-lists', target({ uscc: bad, name: '达州另一食品有限公司' }), platform)
  for (const [code, visitedOn] of [
    [uscc, '2026-02-09'],
    [bad, '2026-02-10'],
  ]) {
    expect((await post('visits', visit({ uscc: code, visitedOn, criteria }), township)).status).toBe(201)
    await open.intake.refreshViews('entity', String(code))
  }
  const read: typeof open.table.read = async (aggregate, id) => {
    if (id === bad) throw new Error('unreadable')
    return await open.table.read(aggregate, id)
  }
  const table = { ...open.table, read }
  await expect(findLeftOuts({ ...open.deps, table })).rejects.toThrow('1 candidates')
  expect(await listOf()).toMatchObject([{ uscc, openedOn: '2026-03-02' }])
})
