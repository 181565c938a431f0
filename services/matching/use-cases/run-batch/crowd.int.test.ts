import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { inParallel } from '../../parallel.ts'
import { matchingOver, taskForce } from '../../testing/service.ts'
import { maxApplications } from './limits.ts'

let engine: TestTable
let matching: ReturnType<typeof matchingOver>
beforeAll(async () => {
  engine = await startTestTable()
  matching = matchingOver(engine.table)
  await matching.call(taskForce, 'PUT', '/matching/v1/policies/511702', { profile: 'xinyang' })
  await matching.register('boc-a')
  await matching.register('shut-a', { active: false })
})
afterAll(async () => {
  await engine.stop()
})

test('D1 D2 more than a batch takes wait for a bank that takes none: the one behind them is pushed all the same', async () => {
  const crowd = Array.from({ length: maxApplications + 1 }, (_, i) => `A${String(i).padStart(3, '0')}`)
  await inParallel(crowd, id => matching.recommend(id, { intendedBankIds: ['shut-a'] }))
  await matching.recommend('Z1', { intendedBankIds: ['boc-a'], declaredOn: '2025-02-28' })
  const { status, body } = await matching.batch({ regionCode: '511702' })
  expect(status).toBe(201)
  expect(body).toMatchObject({
    applications: 1,
    referrals: 1,
    unplaced: maxApplications,
    moreWaiting: true,
  })
  const shown = await matching.call(taskForce, 'GET', `/matching/v1/batches/${body.batchId}`)
  expect(shown.body.pushes).toMatchObject([{ applicationId: 'Z1', bankId: 'boc-a' }])
  expect(shown.body.unplaced[0]).toEqual({
    applicationId: 'A000',
    name: '企业A000',
    why: 'shut-a支行现不参加推送。',
  })
})
