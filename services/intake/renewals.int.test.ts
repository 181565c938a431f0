import { afterEach, beforeEach, expect, test } from 'vitest'
import { form, uscc } from './testing/given.ts'
import { application, openIntake, platform, target, taskForce, township } from './testing/story.ts'

let open: Awaited<ReturnType<typeof openIntake>>
beforeEach(async () => {
  open = await openIntake()
  await post('target-lists', target(), platform)
})
afterEach(async () => {
  await open.stop()
})

const bank = { sub: 'bank-icbc', role: 'bank', region: '000000', bank: 'icbc-tongchuan' }
const post = async (path: string, body: unknown, claims = township) =>
  await open.intake.call(claims, 'POST', `/intake/v1/${path}`, body)
const listOf = async (more = '', claims = taskForce) => {
  await open.intake.refreshViews('entity', uscc)
  return (await open.intake.call(claims, 'GET', `/intake/v1/renewals?region=511702${more}`)).body
}
const loan = (maturesOn: string, bankId = 'icbc-tongchuan') => ({
  uscc,
  bankId,
  loanFen: 80_000_000,
  maturesOn,
})

test('B12 from the bank’s list of maturing loans to the renewal that names the old loan', async () => {
  const items = [
    loan('2026-05-20'),
    loan('2026-04-10'),
    loan('2026-12-01'),
    loan('2026-04-10', 'abc-tongchuan'),
  ]
  const { body } = await post('renewals', { items }, bank)
  expect(body.items.map((row: { status: number }) => row.status)).toEqual([201, 201, 201, 403])
  expect((await listOf()).items).toMatchObject([
    { maturesOn: '2026-04-10', bankName: '中国工商银行通川支行', loanFen: 80_000_000, visited: false },
    { maturesOn: '2026-05-20' },
  ])
  expect((await listOf('&before=2026-04-11')).items).toHaveLength(1)
  const all: string[] = []
  let page = await listOf('&before=2027-01-01&limit=1')
  for (; page.nextCursor; page = await listOf(`&before=2027-01-01&limit=1&cursor=${page.nextCursor}`))
    all.push(...page.items.map((row: { maturesOn: string }) => row.maturesOn))
  expect([...all, ...page.items.map((row: { maturesOn: string }) => row.maturesOn)]).toEqual([
    '2026-04-10',
    '2026-05-20',
    '2026-12-01',
  ])
  expect((await listOf('', bank)).code).toBe('forbidden')

  const renewal = { bankId: 'icbc-tongchuan', maturesOn: '2026-04-10', oldLoanFen: 80_000_000 }
  expect((await post('applications', application({ renewal }))).body.errors).toMatchObject([
    { pointer: '/renewal', detail: expect.stringContaining('续贷') },
  ])
  const demand = { ...form().demand, loanKind: 'renewal' }
  expect((await post('applications', application({ demand, renewal }))).status).toBe(201)
  expect((await listOf()).items).toMatchObject([{ maturesOn: '2026-05-20' }])
  const entity = await open.intake.call(taskForce, 'GET', `/intake/v1/entities/${uscc}`)
  expect(entity.body.renewals).toMatchObject([
    { maturesOn: '2026-05-20' },
    { maturesOn: '2026-04-10', applicationId: `${uscc}-01` },
    { maturesOn: '2026-12-01' },
  ])
  const shown = await open.intake.call(taskForce, 'GET', `/intake/v1/applications/${uscc}-01`)
  expect(shown.body.renewal).toEqual(renewal)
  await post(`applications/${uscc}-01/withdrawal`, {})
  expect((await listOf()).items).toHaveLength(2)
})
