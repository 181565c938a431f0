import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EventData } from '#shared/contracts/events.ts'
import type { EventName } from '#shared/contracts/names.ts'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { matchingService } from './handlers.ts'
import { bocTeller, matchingOver, neighbour, taskForce } from './testing/service.ts'

let engine: TestTable
let matching: ReturnType<typeof matchingOver>
beforeAll(async () => {
  engine = await startTestTable()
  matching = matchingOver(engine.table)
  await matching.call(taskForce, 'PUT', '/matching/v1/policies/511702', { profile: 'tongchuan' })
  for (const bankId of ['abc-a', 'boc-a']) await matching.register(bankId)
})
afterAll(async () => {
  await engine.stop()
})

const uscc = '91350100M000100Y43'
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
/** As the queue hands it over, in the order of the bank's own ledger. */
const hear = async <N extends EventName>(
  name: N,
  data: EventData<N> & { applicationId: string; referralId: string },
  sequence: number,
) => {
  const id = `referral#${data.referralId}@${sequence}.0.${name}`
  const fate = await matchingService.handlers[name]?.(
    {
      name,
      data,
      envelope: { id, sequence } as never,
      cause: { key: `event:${id}`, fingerprint: id },
      actor: { sub: 'system:test', org: 'system', role: 'system', region: '510000' },
    } as never,
    matching.deps,
  )
  await matching.refreshViews('plan', data.applicationId)
  return fate
}
const pushed = async (id: string) => {
  await matching.recommend(id, { uscc, intendedBankIds: ['boc-a'], lendingBankIds: ['abc-a'] })
  expect(await matching.batch({ regionCode: '511702', applicationIds: [id] })).toMatchObject({
    body: { referrals: 2 },
  })
}
const granted = (id: string, bankId: string, lineFen: number, sequence = 5) =>
  hear(
    'credit-decided.v1',
    { ...ref(id, bankId), outcome: 'granted', decidedOn: '2025-03-20', grant: grant(lineFen) },
    sequence,
  )
const corrected = (id: string, bankId: string, lineFen: number, sequence: number) =>
  hear(
    'feedback-corrected.v1',
    {
      ...ref(id, bankId),
      correctedOn: '2025-03-25',
      reason: '额度录入有误',
      decision: { outcome: 'granted', decidedOn: '2025-03-19', grant: grant(lineFen) },
      totalDrawnFen: 0,
    },
    sequence,
  )
const turns = async (id: string) =>
  ((await matching.eventsOf(engine.table, 'plan', id)) as { type: string; data: object }[])
    .filter(({ type }) => type.startsWith('exposure-'))
    .map(({ type, data }) => [type, (data as { grantedFen: number }).grantedFen])
const get = (path: string, claims = taskForce) => matching.call(claims, 'GET', `/matching/v1/${path}`)

test('D4 a line corrected, taken back or repaid moves the exposure; each crossing is said once', async () => {
  await pushed('X1')
  await granted('X1', 'boc-a', 80_000_000)
  await corrected('X1', 'abc-a', 60_000_000, 7)
  await granted('X1', 'abc-a', 10_000_000, 5)
  expect(await turns('X1')).toEqual([['exposure-warned.v1', 140_000_000]])
  await corrected('X1', 'boc-a', 30_000_000, 8)
  const withdrawn = { ...ref('X1', 'abc-a'), withdrawnOn: '2025-04-01', reason: '企业取消' }
  for (const _twice of [1, 2]) await hear('credit-withdrawn.v1', withdrawn, 9)
  expect(await turns('X1')).toEqual([
    ['exposure-warned.v1', 140_000_000],
    ['exposure-eased.v1', 90_000_000],
  ])
  expect((await get('exposures')).body.items).toMatchObject([
    { applicationId: 'X1', grantedFen: 30_000_000, banks: 1, over: false },
  ])
})

test('D4 what is out to one enterprise is seen over its applications, and the look is on record (H2)', async () => {
  await pushed('X2')
  await granted('X2', 'boc-a', 50_000_000)
  const { body } = await get(`exposures/${uscc}`)
  expect(body).toMatchObject({ uscc, grantedFen: 80_000_000, over: false })
  expect(body.applications.map((each: { applicationId: string }) => each.applicationId)).toEqual(['X1', 'X2'])
  const looks = await engine.table.readAccess(uscc, 10, undefined)
  expect(looks).toMatchObject({ items: [{ of: 'credit', route: expect.stringContaining('/exposures/') }] })
  expect(await get(`exposures/${uscc}`, neighbour)).toMatchObject({ status: 404 })
  expect(await get(`exposures/${uscc}`, bocTeller)).toMatchObject({ status: 403 })
  expect(await get('exposures/123')).toMatchObject({ status: 422 })
  expect(await get('exposures?region=511702001')).toMatchObject({ status: 422 })
})

test('D4 repaid to the last line, an enterprise stands on no list any more', async () => {
  const repaid = (id: string) => hear('loan-repaid.v1', { ...ref(id, 'boc-a'), repaidOn: '2026-03-20' }, 30)
  expect(await repaid('X1')).toEqual({ fate: 'done' })
  expect(await repaid('X2')).toEqual({ fate: 'done' })
  expect((await get('exposures')).body.items).toEqual([])
  expect(await get(`exposures/${uscc}`)).toMatchObject({ status: 404 })
})

test('D4 a word about a push that was never made is refused, one before its push waits for it', async () => {
  const repaid = { ...ref('X1', 'icbc-a'), repaidOn: '2026-03-20' }
  expect(await hear('loan-repaid.v1', repaid, 3)).toEqual({ fate: 'refused', code: 'not-pushed-to-bank' })
  expect(await hear('loan-repaid.v1', { ...repaid, applicationId: 'X9' }, 3)).toMatchObject({ fate: 'retry' })
})

const shop = '92511702MA6A000231'
const offList = (creditId: string, lineFen: number, revision = 1, more: { voided?: true } = {}) =>
  matching.receive(
    'off-list-credit-recorded.v1',
    {
      creditId,
      bankId: 'icbc-a',
      institutionId: 'icbc',
      uscc: shop,
      name: '通川区凤凰山茶叶店',
      regionCode: '511702',
      entityKind: 'individual-business',
      decidedOn: '2025-01-10',
      grant: grant(lineFen),
      drawnFen: 0,
      revision,
      recordedOn: '2025-03-03',
      ...more,
    },
    `off-list-credit#${creditId}@${revision}.0`,
  )

test('D4 D7 credit off the lists is seen before any application, counts from the day one comes, and eases by its newest word', async () => {
  expect(await offList('OC-1', 50_000_000)).toEqual({ fate: 'done' })
  expect((await get(`exposures/${shop}`)).body).toMatchObject({
    regionCode: '511702',
    grantedFen: 50_000_000,
    offListFen: 50_000_000,
    over: false,
    applications: [],
  })
  expect(await get(`exposures/${shop}`, neighbour)).toMatchObject({ status: 404 })
  await matching.recommend('X3', { uscc: shop, intendedBankIds: ['boc-a'], lendingBankIds: ['abc-a'] })
  await matching.batch({ regionCode: '511702', applicationIds: ['X3'] })
  expect(await turns('X3')).toEqual([])
  await hear(
    'credit-decided.v1',
    {
      ...ref('X3', 'boc-a'),
      uscc: shop,
      outcome: 'granted',
      decidedOn: '2025-03-20',
      grant: grant(60_000_000),
    },
    5,
  )
  expect(await turns('X3')).toEqual([['exposure-warned.v1', 110_000_000]])
  for (const _twice of [1, 2]) await offList('OC-1', 20_000_000, 3)
  await offList('OC-1', 90_000_000, 2)
  expect(await turns('X3')).toEqual([
    ['exposure-warned.v1', 110_000_000],
    ['exposure-eased.v1', 80_000_000],
  ])
  await matching.refreshViews('plan', 'X3')
  expect((await get(`exposures/${shop}`)).body).toMatchObject({
    grantedFen: 80_000_000,
    offListFen: 20_000_000,
    applications: [{ applicationId: 'X3', grantedFen: 80_000_000, offListFen: 20_000_000, banks: 2 }],
  })
  await offList('OC-1', 20_000_000, 4, { voided: true })
  await matching.refreshViews('plan', 'X3')
  expect((await get(`exposures/${shop}`)).body).toMatchObject({
    grantedFen: 60_000_000,
    offListFen: 0,
    applications: [{ applicationId: 'X3', offListFen: 0, banks: 1 }],
  })
})
