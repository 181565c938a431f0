import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { load } from '#shared/commits/execute.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { batchAggregate } from '../../domain/batch.ts'
import { inParallel } from '../../parallel.ts'
import type { Waiting } from '../../store.ts'
import { matchingOver, taskForce } from '../../testing/service.ts'
import { waitingPlans } from '../../waiting.ts'

const counties = [
  ...['511702', '511703', '511722', '511723', '511724', '511725', '511781'],
  ...['511802', '511803', '511822', '511823', '511824', '511825', '511826'],
]
const office = { ...taskForce, region: '510000' }
/** More than a part holds, so that a plan has two. */
const size = 52
const expectedReferrals = size * 1 + size / 2 + 18

let engine: TestTable
let matching: ReturnType<typeof matchingOver>
/** Each test has a county of its own on the one table; nothing crosses from one to another. */
let regionCode: string
let ids: readonly string[]
const untouched = counties.values()

beforeAll(async () => {
  engine = await startTestTable()
  matching = matchingOver(engine.table)
  for (const bankId of ['abc-a', 'boc-a', 'ccb-a'])
    await matching.register(bankId, { regionCodes: ['510000'] }, office)
})
afterAll(async () => {
  await engine.stop()
})

beforeEach(async () => {
  regionCode = untouched.next().value ?? 'one county too few'
  ids = Array.from({ length: size }, (_, i) => `${regionCode}-${String(i).padStart(2, '0')}`)
  await inParallel([...ids.entries()], ([index, id]) =>
    matching.recommend(id, {
      regionCode,
      intendedBankIds: ['boc-a', 'abc-a'].slice(0, 1 + (index % 2)),
      lendingBankIds: index % 3 === 0 ? ['ccb-a'] : [],
    }),
  )
})

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

const batch = (key: string, over = matching) => over.batch({ regionCode }, `${regionCode}-${key}`, office)
const expectEachOnce = async () => {
  const referrals = await matching.referrals(ids)
  expect(referrals).toHaveLength(expectedReferrals)
  expect(new Set(referrals.map(each => each.referralId)).size).toBe(expectedReferrals)
}

// 2 parts, then the plan itself, then the plans of the applications, then the completion.
test.each([0, 2, 3, 30, size + 2, size + 3])(
  'D1 killed at write %i: the same key finishes the batch, nobody is pushed twice',
  async commits => {
    const cut = await batch('k', matchingOver(dyingAfter(engine.table, commits)))
    expect(cut.status).toBe(500)
    const answer = await batch('k')
    expect(answer).toMatchObject({
      status: 201,
      body: { applications: size, referrals: expectedReferrals, skipped: 0 },
    })
    await expectEachOnce()
    expect((await batch('k')).text).toBe(answer.text)
  },
)

const idsOf = (plans: readonly Waiting[]) => plans.map(plan => plan.application.applicationId)
const everybody = (plans: readonly Waiting[]) => new Set(idsOf(plans))
const firstOf = (max: number, more: { placeable?: typeof everybody; prioritySectors?: string[] } = {}) =>
  waitingPlans(engine.table, regionCode, { max, prioritySectors: [], placeable: everybody, ...more })

test('C5 D1 D6 a county with more than one batch takes is served in its order, and says that more wait', async () => {
  await matching.recommend('Z-chain', { regionCode, keyChain: '富硒茶' })
  await matching.recommend('Z-tech', { regionCode, sectorTags: ['technology'] })
  await matching.recommend('Z-trade', { regionCode, industryCode: 'F5211' })
  const some = await firstOf(size - 10)
  expect(some.more).toBe(true)
  expect(idsOf(some.plans)).toEqual(['Z-chain', ...ids.slice(0, size - 11)])
  const sectors = await firstOf(4, { prioritySectors: ['technology', 'F52'] })
  expect(idsOf(sectors.plans)).toEqual(['Z-chain', 'Z-tech', 'Z-trade', ids[0]])
  expect(await firstOf(size + 3)).toMatchObject({ more: false })
})

test('D1 who cannot be placed, however many and however early, keeps nobody from the batch', async () => {
  const last = ids.slice(-2)
  const placeable = (plans: readonly Waiting[]) => new Set(idsOf(plans).filter(id => last.includes(id)))
  expect(idsOf((await firstOf(3, { placeable })).plans)).toEqual([...last, ...ids.slice(0, 3)])
})

const soon = '2025-03-03T02:00:01.000Z'
const later = '2025-03-03T02:00:06.000Z'
const eventOf = (batchId: string, now: string) =>
  matchingOver(engine.table, now).receive(
    'batch-planned.v1',
    { batchId, regionCode, plannedOn: '2025-03-03' },
    `batch#${batchId}@1.1`,
  )

test('D1 a caller that never comes back: the event gives him time, then finishes the batch in his name', async () => {
  await batch('k', matchingOver(dyingAfter(engine.table, 30)))
  const [plan] = await matching.referrals(ids)
  const batchId = plan?.batchId ?? ''
  const at = async () => await load(engine.table, batchAggregate, batchId)
  expect(await eventOf(batchId, soon)).toMatchObject({ fate: 'retry' })
  expect((await at()).state.status).toBe('planned')
  expect(await eventOf(batchId, later)).toEqual({ fate: 'done' })
  expect(await eventOf(batchId, soon)).toEqual({ fate: 'done' })
  await expectEachOnce()
  const { state, commits } = await at()
  expect(state).toMatchObject({ status: 'completed', result: { pushedApplications: size, skipped: [] } })
  expect(commits.map(commit => commit.actor.sub)).toEqual([office.sub, office.sub])
})

test('D1 what another batch pushed in between is skipped, and the right ones are named', async () => {
  await batch('k', matchingOver(dyingAfter(engine.table, 30)))
  const mine = await matching.referrals(ids)
  const [batchId = ''] = mine.map(each => each.batchId)
  await batch('k2')
  expect(await eventOf(batchId, later)).toEqual({ fate: 'done' })
  const { body } = await matching.call(office, 'GET', `/matching/v1/batches/${batchId}`)
  expect(body.pushes).toHaveLength(mine.length)
  expect(body.pushes).toMatchObject(mine.map(({ referralId }) => ({ referralId })))
  expect(body.skipped).toHaveLength(size - 27)
  await expectEachOnce()
})

test('D1 why not: an application that another batch pushed was not pushed by this one, nor one that was pushed before', async () => {
  const asked = async (batchId: string, applicationId: string, bankId: string) => {
    const path = `/matching/v1/batches/${batchId}/applications/${applicationId}/why-not/${bankId}`
    return (await matching.call(office, 'GET', path)).body
  }
  await batch('k', matchingOver(dyingAfter(engine.table, 30)))
  const [{ batchId } = { batchId: '' }] = await matching.referrals(ids)
  const second = (await batch('k2')).body.batchId
  await eventOf(batchId, later)
  const { body } = await matching.call(office, 'GET', `/matching/v1/batches/${second}`)
  const [push] = body.pushes
  expect(await asked(second, push.applicationId, push.bankId)).toMatchObject({ chosen: true })
  const why = `已由批次 ${second} 推送。`
  expect(await asked(batchId, push.applicationId, push.bankId)).toMatchObject({
    chosen: false,
    why,
    checks: [{ check: 'waiting', met: false, detail: why }],
  })
  const beside = await matching.call(office, 'POST', '/matching/v1/batches/dry-run', { regionCode, batchId })
  expect(beside.body.base).toMatchObject({ applications: 27, unplaced: { length: size - 27 } })
  expect(beside.body.trial.applications).toBe(size)

  const extra = `${regionCode}-extra`
  await matching.recommend(extra, { regionCode, intendedBankIds: ['boc-a'], lendingBankIds: [] })
  const named = { regionCode, applicationIds: [push.applicationId, extra] }
  const third = (await matchingOver(engine.table, later).batch(named, `${regionCode}-k3`, office)).body
    .batchId
  expect(await asked(third, extra, 'boc-a')).toMatchObject({ chosen: true })
  for (const bankId of ['boc-a', 'abc-a', 'ccb-a'])
    expect((await asked(third, push.applicationId, bankId)).why).toBe(`此前已由批次 ${second} 推送。`)
})

test('D1 twins with one key make one batch and one answer, also while the event works from the other end', async () => {
  const events: Promise<unknown>[] = []
  const first = matchingOver({
    ...engine.table,
    append: async (commit, alongside) => {
      const appended = await engine.table.append(commit, alongside)
      if (commit.aggregate === 'batch' && commit.version === 1) events.push(eventOf(commit.id, later))
      return appended
    },
  })
  const calls = await Promise.all([batch('k', first), batch('k', first), batch('k', first)])
  expect(await Promise.all(events)).toContainEqual({ fate: 'done' })
  expect(calls.map(call => call.status)).toEqual([201, 201, 201])
  expect(new Set(calls.map(call => call.text)).size).toBe(1)
  await expectEachOnce()
})

test('D1 two batches started together push each application exactly once between them', async () => {
  const [one, two] = await Promise.all([batch('k1'), batch('k2')])
  await expectEachOnce()
  const counted = [one, two].filter(answer => answer.status === 201).map(answer => answer.body)
  expect(counted.reduce((sum, each) => sum + each.applications, 0)).toBe(size)
  const byBatch = Map.groupBy(await matching.referrals(ids), each => each.batchId)
  for (const { batchId, referrals, applications, skipped } of counted) {
    expect(byBatch.get(batchId)?.length ?? 0).toBe(referrals)
    const shown = await matching.call(office, 'GET', `/matching/v1/batches/${batchId}`)
    expect(shown.body.pushes).toHaveLength(referrals)
    expect(shown.body.skipped).toHaveLength(skipped)
    expect(applications + skipped).toBe(size)
  }
})

test('D1 what was written is carried out, whatever changed since', async () => {
  await batch('k', matchingOver(dyingAfter(engine.table, 10)))
  await matching.register('boc-a', { regionCodes: ['510000'], active: false }, office)
  await matching.call(office, 'PUT', `/matching/v1/policies/${regionCode}`, { maxInstitutions: 1 })
  expect(await batch('k')).toMatchObject({ body: { referrals: expectedReferrals } })
  await expectEachOnce()
})
