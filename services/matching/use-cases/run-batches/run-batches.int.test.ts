import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CommitTable } from '#shared/commits/table.ts'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { matchingOver, operator, taskForce } from '../../testing/service.ts'

const monday = '2025-03-03T02:00:00.000Z'
const tuesday = '2025-03-04T02:00:00.000Z'
const nextMonday = '2025-03-10T02:00:00.000Z'

let engine: TestTable
let matching: ReturnType<typeof matchingOver>
beforeEach(async () => {
  engine = await startTestTable()
  matching = matchingOver(engine.table)
  await matching.register('boc-a')
  await matching.register('boc-b', { regionCodes: ['511703'] }, { ...taskForce, region: '511700' })
  await matching.recommend('A1', { intendedBankIds: ['boc-a'] })
  await matching.recommend('B1', { regionCode: '511703', intendedBankIds: ['boc-b'] })
})
afterEach(async () => {
  await engine.stop()
})

const setPolicy = async (region: string, body: object) => {
  const { status } = await matching.call(operator, 'PUT', `/matching/v1/policies/${region}`, body)
  expect(status).toBe(200)
  await matching.refreshViews('policy', region)
}
const sweep = async (now: string, table: CommitTable = engine.table) =>
  await matchingOver(table, now).runSchedule('run-batches')
const pushed = async (...ids: readonly string[]) =>
  (await matching.referrals(ids)).map(each => each.referralId)
const recommendAgain = async (id: string) => await matching.recommend(id, { intendedBankIds: ['boc-a'] })

test('D1 without days in the policy only the task force pushes', async () => {
  await sweep(monday)
  await setPolicy('511702', { profile: 'tongchuan' })
  await sweep(monday)
  expect(await pushed('A1', 'B1')).toEqual([])
})

test('D1 a city names the days of its counties; each is pushed once that day, however many sweeps there are', async () => {
  await setPolicy('511700', { batchWeekdays: [1] })
  await sweep(tuesday)
  await sweep('2025-03-02T23:30:00.000Z')
  expect(await pushed('A1', 'B1')).toEqual([])
  await Promise.all([sweep(monday), sweep(monday), sweep(monday)])
  await sweep('2025-03-03T09:00:00.000Z')
  expect(await pushed('A1', 'B1')).toEqual(['A1.boc-a', 'B1.boc-b'])
  await recommendAgain('A2')
  await sweep('2025-03-03T10:00:00.000Z')
  expect(await pushed('A2')).toEqual([])
  await sweep(nextMonday)
  expect(await pushed('A1', 'A2', 'B1')).toEqual(['A1.boc-a', 'A2.boc-a', 'B1.boc-b'])
})

test('D1 a county that names other days, or none, is not pushed on those of its city', async () => {
  await setPolicy('511700', { batchWeekdays: [1] })
  await setPolicy('511702', { batchWeekdays: [] })
  await setPolicy('511703', { batchWeekdays: [2] })
  await sweep(monday)
  expect(await pushed('A1', 'B1')).toEqual([])
  await sweep(tuesday)
  expect(await pushed('A1', 'B1')).toEqual(['B1.boc-b'])
})

test('D1 H4 the batch says that the system pushed it, and under which policy', async () => {
  await setPolicy('511702', { batchWeekdays: [1] })
  await sweep(monday)
  const [referral] = await matching.referrals(['A1'])
  const { body } = await matching.call(taskForce, 'GET', `/matching/v1/batches/${referral?.batchId}`)
  expect(body).toMatchObject({
    status: 'completed',
    plannedOn: '2025-03-03',
    note: '按政策规定的日子自动推送',
    policy: { batchWeekdays: [1] },
    origins: { batchWeekdays: { regionCode: '511702', version: 1 } },
  })
  const [commit] = await engine.table.read('batch', referral?.batchId ?? '')
  expect(commit?.actor).toMatchObject({ sub: 'system:matching', role: 'system', region: '510000' })
})

test.each([0, 1, 2, 3])(
  'D1 a sweep killed at write %i is finished by the next one, and stops no other county',
  async writes => {
    await setPolicy('511700', { batchWeekdays: [1] })
    let left = writes
    const dying: CommitTable = {
      ...engine.table,
      append: async (commit, alongside) => {
        const ours = commit.id.includes('511702') || commit.id === 'A1'
        if (ours && left === 0) throw new Error('killed')
        if (ours) left -= 1
        return await engine.table.append(commit, alongside)
      },
    }
    await expect(sweep(monday, dying)).rejects.toThrow('511702')
    expect(await pushed('B1')).toEqual(['B1.boc-b'])
    await sweep(monday)
    expect(await pushed('A1', 'B1')).toEqual(['A1.boc-a', 'B1.boc-b'])
  },
)
