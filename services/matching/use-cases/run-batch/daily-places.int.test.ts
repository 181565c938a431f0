import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { matchingOver, taskForce } from '../../testing/service.ts'

let engine: TestTable
let matching: ReturnType<typeof matchingOver>
const city = { ...taskForce, region: '511700' }
const counties = ['511702', '511703', '511722'] as const
const idsOf = (county: string) => Array.from({ length: 6 }, (_, i) => `${county}-${i}`)

beforeEach(async () => {
  engine = await startTestTable()
  matching = matchingOver(engine.table)
  await matching.register('boc-a', { regionCodes: ['511700'], dailyCapacity: 8 }, city)
  for (const regionCode of counties)
    for (const id of idsOf(regionCode))
      await matching.recommend(id, { regionCode, intendedBankIds: ['boc-a'] })
})
afterEach(async () => {
  await engine.stop()
})

const push = async (regionCode: string, now?: string) =>
  await (now ? matchingOver(engine.table, now) : matching).batch({ regionCode }, undefined, city)
const pushed = async () => (await matching.referrals(counties.flatMap(idsOf))).length

test('D1 the day of a bank is shared by its counties: batches started together never go over it', async () => {
  const answers = await Promise.all(counties.map(county => push(county)))
  expect(await pushed()).toBe(8)
  for (const { status, body } of answers) expect([201, 409, 503]).toContain(status ?? body)
  for (const county of counties) await push(county)
  expect(await pushed()).toBe(8)
})

test('D1 what a day left out goes the next day, and why is said', async () => {
  expect((await push('511702')).body).toMatchObject({ referrals: 6, unplaced: 0 })
  const { body } = await push('511703')
  expect(body).toMatchObject({ referrals: 2, unplaced: 4 })
  const why = await matching.call(
    city,
    'GET',
    `/matching/v1/batches/${body.batchId}/applications/511703-5/why-not/boc-a`,
  )
  expect(why.body).toMatchObject({
    chosen: false,
    why: '每日 8 笔，当日其他批次已用 6 笔，本批次 2 笔。',
  })
  for (const id of idsOf('511703')) await matching.refreshViews('plan', id)
  expect((await push('511703')).status).toBe(409)
  expect((await push('511703', '2025-03-04T02:00:00.000Z')).body).toMatchObject({ referrals: 4 })
})
