import { afterEach, beforeEach, expect, test } from 'vitest'
import { load } from '#shared/commits/execute.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { batchAggregate } from '../../domain/batch.ts'
import { waitingPlans } from '../../store.ts'
import { matchingOver, taskForce } from '../../testing/service.ts'

let engine: TestTable
let matching: ReturnType<typeof matchingOver>
const ids = Array.from({ length: 120 }, (_, i) => `A${String(i).padStart(3, '0')}`)

beforeEach(async () => {
  engine = await startTestTable()
  matching = matchingOver(engine.table)
  for (const bankId of ['abc-a', 'boc-a', 'ccb-a']) await matching.register(bankId)
  for (const [index, id] of ids.entries())
    await matching.recommend(id, {
      intendedBankIds: ['boc-a', 'abc-a'].slice(0, 1 + (index % 2)),
      lendingBankIds: index % 3 === 0 ? ['ccb-a'] : [],
    })
})
afterEach(async () => {
  await engine.stop()
})

const expectedReferrals = 60 * 1 + 60 * 2 + 40

/** A table whose writer dies at its n-th commit. */
const dyingAfter = (table: CommitTable, commits: number): CommitTable => {
  let left = commits
  return {
    ...table,
    append: async (commit, alongside) => {
      if (left === 0) throw new Error('killed')
      left -= 1
      return await table.append(commit, alongside)
    },
  }
}

const body = { regionCode: '511702' }
const expectEachOnce = async () => {
  const referrals = await matching.referrals(ids)
  expect(referrals).toHaveLength(expectedReferrals)
  expect(new Set(referrals.map(each => each.referralId)).size).toBe(expectedReferrals)
}

// 3 parts, then the plan itself, then the plans of the applications, then the completion.
test.each([0, 2, 3, 4, 30, 123, 124])(
  'D1 killed at write %i: the same key finishes the batch, nobody is pushed twice',
  async commits => {
    const dying = matchingOver(dyingAfter(engine.table, commits))
    const cut = await dying.batch(body, 'k')
    expect(cut.status).toBe(500)
    const answer = await matching.batch(body, 'k')
    expect(answer).toMatchObject({
      status: 201,
      body: { applications: 120, referrals: expectedReferrals, skipped: 0 },
    })
    await expectEachOnce()
    expect((await matching.batch(body, 'k')).text).toBe(answer.text)
  },
)

test('D1 what was written is carried out, whatever changed since', async () => {
  await matchingOver(dyingAfter(engine.table, 10)).batch(body, 'k')
  await matching.register('boc-a', { active: false })
  await matching.call(taskForce, 'PUT', '/matching/v1/policies/511702', { maxInstitutions: 1 })
  expect(await matching.batch(body, 'k')).toMatchObject({ body: { referrals: expectedReferrals } })
  await expectEachOnce()
})

test('C5 D1 a county with more than one batch takes is served in its order, and says that more wait', async () => {
  await matching.recommend('Z-chain', { keyChain: '富硒茶' })
  const some = await waitingPlans(engine.table, '511702', 110)
  expect(some.more).toBe(true)
  const order = ['Z-chain', ...ids.slice(0, 109)]
  expect(some.plans.map(plan => plan.application.applicationId)).toEqual(order)
  expect(await waitingPlans(engine.table, '511702', 121)).toMatchObject({ more: false })
})

test('D1 a caller that never comes back: the event finishes the batch, in the caller’s name', async () => {
  const dying = matchingOver(dyingAfter(engine.table, 30))
  await dying.batch(body, 'k')
  const [plan] = await matching.referrals(ids)
  const batchId = plan?.batchId ?? ''
  const planned = { batchId, regionCode: '511702', plannedOn: '2025-03-03' }
  expect((await load(engine.table, batchAggregate, batchId)).state.status).toBe('planned')
  expect(await matching.receive('batch-planned.v1', planned, `batch#${batchId}@1.1`)).toEqual({
    fate: 'done',
  })
  expect(await matching.receive('batch-planned.v1', planned, `batch#${batchId}@1.1`)).toEqual({
    fate: 'done',
  })
  await expectEachOnce()
  const { state, commits } = await load(engine.table, batchAggregate, batchId)
  expect(state).toMatchObject({ status: 'completed', result: { pushedApplications: 120, skipped: [] } })
  expect(commits.map(commit => commit.actor.sub)).toEqual([taskForce.sub, taskForce.sub])
})

test('D1 twins with one key, the event among them, make one batch and one answer', async () => {
  const calls = await Promise.all([1, 2, 3].map(() => matching.batch(body, 'k')))
  expect(calls.map(call => call.status)).toEqual([201, 201, 201])
  expect(new Set(calls.map(call => call.text)).size).toBe(1)
  await expectEachOnce()
})

test('D1 two batches started together push each application exactly once between them', async () => {
  const [one, two] = await Promise.all([matching.batch(body, 'k1'), matching.batch(body, 'k2')])
  await expectEachOnce()
  const counted = [one, two].filter(answer => answer.status === 201).map(answer => answer.body)
  expect(counted.reduce((sum, each) => sum + each.applications, 0)).toBe(120)
  const byBatch = Map.groupBy(await matching.referrals(ids), each => each.batchId)
  for (const { batchId, referrals, applications, skipped } of counted) {
    expect(byBatch.get(batchId)?.length ?? 0).toBe(referrals)
    const shown = await matching.call(taskForce, 'GET', `/matching/v1/batches/${batchId}`)
    expect(shown.body.pushes).toHaveLength(referrals)
    expect(shown.body.skipped).toHaveLength(skipped)
    expect(applications + skipped).toBe(120)
  }
})
