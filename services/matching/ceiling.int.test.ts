import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { matchingOver, taskForce } from './testing/service.ts'

let engine: TestTable
let matching: ReturnType<typeof matchingOver>
const uscc = '91511702MA6A000107'
const set = async (exposureLimitsFen?: object) =>
  await matching.call(taskForce, 'PUT', '/matching/v1/policies/511702', {
    profile: 'tongchuan',
    ...(exposureLimitsFen ? { exposureLimitsFen } : {}),
  })
beforeAll(async () => {
  engine = await startTestTable()
  matching = matchingOver(engine.table)
  for (const bankId of ['abc-a', 'boc-a']) await matching.register(bankId)
})
afterAll(async () => {
  await engine.stop()
})

const ref = (applicationId: string, bankId: string) => ({
  applicationId,
  uscc,
  regionCode: '511702',
  referralId: `${applicationId}.${bankId}`,
  bankId,
  institutionId: bankId.slice(0, 3),
})
const grant = (lineFen: number) => ({
  lineFen,
  rateBp: 380,
  termMonths: 12,
  collateral: 'credit' as const,
  firstLoan: true,
  renewalWithoutRepayment: false,
})
const pushed = async (id: string) => {
  await matching.recommend(id, { uscc, intendedBankIds: ['boc-a'], lendingBankIds: ['abc-a'] })
  await matching.batch({ regionCode: '511702', applicationIds: [id] })
}
const granted = async (id: string, bankId: string, lineFen: number) => {
  const decision = { outcome: 'granted', decidedOn: '2025-03-20', grant: grant(lineFen) } as const
  await matching.receive(
    'credit-decided.v1',
    { ...ref(id, bankId), ...decision },
    `referral#${id}.${bankId}@5.0`,
  )
  await matching.refreshViews('plan', id)
}
const repaid = async (id: string, bankId: string) => {
  const repayment = { ...ref(id, bankId), repaidOn: '2026-03-20' }
  const fate = await matching.receive('loan-repaid.v1', repayment, `referral#${id}.${bankId}@30.0`)
  await matching.refreshViews('plan', id)
  return fate
}
const offList = (revision: number, more: { endedOn?: string } = {}) =>
  matching.receive(
    'off-list-credit-recorded.v1',
    {
      creditId: 'OC-1',
      bankId: 'icbc-a',
      institutionId: 'icbc',
      uscc,
      name: '某机械有限公司',
      regionCode: '511702',
      entityKind: 'enterprise',
      decidedOn: '2025-01-10',
      grant: grant(10_000_000),
      drawnFen: 0,
      revision,
      recordedOn: '2025-03-03',
      ...more,
    },
    `off-list-credit#OC-1@${revision}.0`,
  )
const get = (path: string) => matching.call(taskForce, 'GET', `/matching/v1/${path}`)
const said = async (id: string) =>
  ((await matching.eventsOf(engine.table, 'plan', id)) as { type: string; data: object }[])
    .filter(({ type }) => type.startsWith('exposure-'))
    .map(({ data }) => data)

test('D4 over the ceiling of its size although within its demand: warned with both figures, whatever the reason, once', async () => {
  const limits = { small: 90_000_000, micro: 50_000_000 }
  expect((await set(limits)).body).toMatchObject({ policy: { exposureLimitsFen: limits } })
  await pushed('S1')
  // The terms of a push stay with it, whatever the policy becomes.
  await set()
  await granted('S1', 'boc-a', 80_000_000)
  expect(await said('S1')).toEqual([])
  await granted('S1', 'abc-a', 15_000_000)
  await offList(1)
  await offList(2, { endedOn: '2025-03-02' })
  await repaid('S1', 'abc-a')
  const ceiling = { limitFen: 90_000_000 }
  expect(await said('S1')).toMatchObject([
    { over: ['size'], grantedFen: 95_000_000, entityFen: 95_000_000, demandFen: 100_000_000, ...ceiling },
    { over: ['demand', 'size'], grantedFen: 105_000_000, entityFen: 105_000_000, ...ceiling },
    { over: ['size'], grantedFen: 95_000_000, ...ceiling },
    { grantedFen: 80_000_000, easedOn: '2026-03-20' },
  ])
})

test('D4 what an earlier application has out stands against the ceiling of a later one, and repaid no more', async () => {
  await set({ small: 90_000_000 })
  await pushed('S2')
  await granted('S2', 'boc-a', 20_000_000)
  expect(await said('S2')).toMatchObject([
    { over: ['size'], grantedFen: 20_000_000, entityFen: 100_000_000, limitFen: 90_000_000 },
  ])
  const row = { entityFen: 100_000_000, limitFen: 90_000_000, over: true, overWhat: ['size'] }
  expect((await get('exposures?over=true')).body.items).toMatchObject([
    { applicationId: 'S2', grantedFen: 20_000_000, ...row },
  ])
  expect((await get(`exposures/${uscc}`)).body).toMatchObject({
    grantedFen: 100_000_000,
    limitFen: 90_000_000,
    over: true,
    applications: [{ applicationId: 'S1', over: false, overWhat: [] }, { applicationId: 'S2' }],
  })
  for (const _twice of [1, 2]) expect(await repaid('S1', 'boc-a')).toEqual({ fate: 'done' })
  await matching.refreshViews('plan', 'S2')
  expect(await said('S2')).toMatchObject([{}, { grantedFen: 20_000_000, easedOn: '2026-03-20' }])
  expect((await get('exposures?over=true')).body.items).toEqual([])
})
