import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Api, Reply } from '#infra/local/demo/api.ts'
import { type CountyWay, countyWay, type Push } from '../support/county-way.ts'
import { startedStack } from '../support/started.ts'

let running: Awaited<ReturnType<typeof startedStack>>
let api: Api
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

beforeAll(async () => {
  running = await startedStack('511702')
  api = running.api
})
afterAll(async () => {
  await running.stop()
})

const done = (reply: Reply): Reply => {
  expect(reply.status, JSON.stringify(reply)).toBeLessThan(300)
  return reply
}
const refused = (reply: Reply, code: string): void => {
  expect(reply, JSON.stringify(reply)).toMatchObject({ status: 409, body: { code } })
}

/** A county under its profile, with three banks. */
const countyUnder = async (county: string, profile: string): Promise<CountyWay> => {
  const way = countyWay(api, county)
  done(await way.setPolicy({ profile, reason: '按本地方案施行' }))
  await way.registerBanks(['icbc', 'abc', 'dzb'])
  await running.stack.settled()
  return way
}

const banksOf = (pushes: readonly Push[]): readonly string[] =>
  pushes.map(({ bankId }) => bankId.split('-')[0] ?? '').toSorted()

/** The offer lies in the bank's own queue, without personal data (E3, H3). */
const offeredTo = async (push: Push | undefined): Promise<void> => {
  await running.stack.settled()
  const taken = await api
    .as(`bank-${push?.bankId}`)
    .post('/bank/v1/referrals/receive', { max: 10, waitSeconds: 5 }, 'take')
  const offers = taken.body['messages'] as { event: { data: { referralId: string } } }[]
  expect(offers.map(({ event }) => event.data.referralId)).toEqual([push?.referralId])
  expect(JSON.stringify(offers)).not.toMatch(/19900000001|林某甲/)
}

test('C2 C3 D2 信阳: three levels in their order, then confirmation; pushed to the intended bank alone', async () => {
  const way = await countyUnder('511703', 'xinyang')
  const id = await way.declare(['icbc'], ['abc'])
  refused(await way.review(id, 'leader', 'leader'), 'wrong-stage')
  done(await way.review(id, 'task-force', 'task-force'))
  refused(await way.confirm(id), 'wrong-stage')
  refused(await way.review(id, 'leader', 'leader'), 'wrong-stage')
  done(await way.review(id, 'bank-reviewer', 'bank'))
  refused(await way.confirm(id), 'wrong-stage')
  done(await way.review(id, 'leader', 'leader'))
  done(await way.confirm(id))
  const pushes = await way.recommendAndPush(id)
  expect(banksOf(pushes)).toEqual(['icbc'])
  expect(pushes[0]?.reasons[0]?.rule).toBe('intended')
  await offeredTo(pushes[0])
})

const departmentKinds = [
  'registered-capital',
  'operations',
  'debt-evasion',
  'project-approvals',
  'industry-environment-policy',
  'collateral',
  'litigation',
]

test('C1 C3 D3 通川: nothing passes before all seven kinds of facts; then task force and confirmation; who lends already comes first', async () => {
  const way = await countyUnder('511702', 'tongchuan')
  const id = await way.declare(['icbc'], ['dzb'])
  refused(await way.review(id, 'task-force', 'task-force'), 'facts-missing')
  done(await way.supplyFacts(id, departmentKinds.slice(0, 6), today))
  refused(await way.review(id, 'task-force', 'task-force'), 'facts-missing')
  done(await way.supplyFacts(id, departmentKinds.slice(6), today))
  done(await way.review(id, 'task-force', 'task-force'))
  done(await way.confirm(id))
  const pushes = await way.recommendAndPush(id)
  expect(pushes.length).toBeLessThanOrEqual(3)
  expect(banksOf(pushes)).toEqual(expect.arrayContaining(['dzb', 'icbc']))
  const lender = pushes.find(({ bankId }) => bankId.startsWith('dzb'))
  expect(lender?.reasons[0]?.rule).toBe('existing-relation')
  await offeredTo(lender)
})

test('C2 C3 D1 国家通用: task force and confirmation; a further level may be added, no required one left out', async () => {
  const way = await countyUnder('511722', 'national')
  const id = await way.declare(['abc'], ['dzb'])
  refused(await way.confirm(id), 'wrong-stage')
  done(await way.review(id, 'task-force', 'task-force'))
  // N2 asks for no more, and forbids no more: the county's task force leader looks at this one too.
  done(await way.review(id, 'bank-reviewer', 'bank'))
  done(await way.confirm(id))
  const pushes = await way.recommendAndPush(id)
  expect(banksOf(pushes)).toEqual(['abc', 'dzb'])
  const wished = pushes.find(({ bankId }) => bankId.startsWith('abc'))
  expect(wished?.reasons[0]?.rule).toBe('intended')
  await offeredTo(wished)
})
