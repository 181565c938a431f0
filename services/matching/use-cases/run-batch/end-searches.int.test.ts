import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { matchingOver, taskForce } from '../../testing/service.ts'
import { waitingPlans } from '../../waiting.ts'

let engine: TestTable
let matching: ReturnType<typeof matchingOver>
beforeAll(async () => {
  engine = await startTestTable()
  matching = matchingOver(engine.table, '2025-03-10T02:00:00.000Z')
  await matching.call(taskForce, 'PUT', '/matching/v1/policies/511702', {
    pushRule: 'relation-first',
    onSilence: 'next-bank',
  })
  for (const bankId of ['abc-a', 'boc-a']) await matching.register(bankId)
})
afterAll(async () => {
  await engine.stop()
})

const refOf = (id: string, bankId: string) => ({
  applicationId: id,
  uscc: '91350100M000100Y43',
  regionCode: '511702',
  referralId: `${id}.${bankId}`,
  bankId,
  institutionId: bankId.slice(0, 3),
})
const silent = async (id: string, bankId: string) => {
  const noticed = { offeredOn: '2025-03-03', hours: 48, noticedOn: '2025-03-05' }
  const data = { ...refOf(id, bankId), ...noticed }
  await matching.receive('referral-unaccepted.v1', data, `referral#${id}.${bankId}@2.0`)
  await matching.refreshViews('plan', id)
}
const grants = (id: string, bankId: string) =>
  matching.receive(
    'credit-decided.v1',
    {
      ...refOf(id, bankId),
      decidedOn: '2025-03-08',
      outcome: 'granted',
      grant: {
        lineFen: 60_000_000,
        rateBp: 380,
        termMonths: 12,
        collateral: 'credit',
        firstLoan: true,
        renewalWithoutRepayment: false,
      },
    },
    `referral#${id}.${bankId}@5.0`,
  )
const pushedTo = async (id: string, intendedBankIds: readonly string[]) => {
  await matching.recommend(id, { intendedBankIds: [...intendedBankIds] })
  const { body } = await matching.batch({ regionCode: '511702', applicationIds: [id] })
  expect(body).toMatchObject({ referrals: intendedBankIds.length })
}
const conclusions = async (id: string) =>
  (await matching.eventsOf(engine.table, 'plan', id)).filter(
    event => (event as { type: string }).type === 'application-concluded.v1',
  )

test('B11 E7 nobody is left in place of a silent bank: a batch that pushes nothing concludes, once', async () => {
  await pushedTo('L1', ['boc-a', 'abc-a'])
  await silent('L1', 'boc-a')
  await grants('L1', 'abc-a')
  expect(await conclusions('L1')).toEqual([])
  const twins = await Promise.all([1, 2, 3].map(n => matching.batch({ regionCode: '511702' }, `k${n % 2}`)))
  expect(twins.map(({ body }) => body.code)).toEqual(Array(3).fill('nothing-to-push'))
  expect(twins[0]?.text).toContain('本次推送就此办结')
  expect(await conclusions('L1')).toMatchObject([
    { data: { outcome: 'credited', concludedOn: '2025-03-10', demandCovered: false } },
  ])
  await matching.refreshViews('plan', 'L1')
  expect((await matching.batch({ regionCode: '511702' })).body).toMatchObject({ waiting: 0 })
})

test('B11 E7 the batch that pushes others finds nobody for this one: the last decision concludes', async () => {
  await pushedTo('L2', ['boc-a', 'abc-a'])
  await silent('L2', 'boc-a')
  await matching.recommend('L3', { intendedBankIds: ['abc-a'] })
  const { body } = await matching.batch({ regionCode: '511702' })
  expect(body).toMatchObject({ applications: 1, unplaced: 1 })
  expect(await conclusions('L2')).toEqual([])
  const again = await matching.batch({ regionCode: '511702', applicationIds: ['L2'] })
  expect(again.body.code).toBe('nothing-to-push')
  await Promise.all([grants('L2', 'abc-a'), grants('L2', 'abc-a')])
  expect(await conclusions('L2')).toMatchObject([
    { data: { outcome: 'credited', concludedOn: '2025-03-08' } },
  ])
})

test('B11 D1 a search that may end stands before those whom no bank was ever told of, however many they are', async () => {
  for (const id of ['K1', 'K2']) await matching.recommend(id, { intendedBankIds: ['ghost-a'] })
  await pushedTo('L4', ['boc-a', 'abc-a'])
  await silent('L4', 'boc-a')
  const asked = { max: 1, prioritySectors: [], placeable: () => new Set<string>() }
  const { plans, more } = await waitingPlans(engine.table, '511702', asked)
  expect(plans.map(plan => plan.application.applicationId)).toEqual(['L4'])
  expect(more).toBe(true)
})
