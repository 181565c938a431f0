import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EventData, eventContracts } from '#shared/contracts/events.ts'
import type { EventName } from '#shared/contracts/names.ts'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { product, recommended } from './testing/examples.ts'
import { bocTeller, matchingOver, neighbour, taskForce } from './testing/service.ts'

let engine: TestTable
let matching: ReturnType<typeof matchingOver>
const banks = ['abc-a', 'boc-a', 'ccb-a', 'icbc-a', 'psbc-a']
beforeAll(async () => {
  engine = await startTestTable()
  matching = matchingOver(engine.table)
  const put = (path: string, body: object) => matching.call(taskForce, 'PUT', `/matching/v1/${path}`, body)
  await put('policies/511702', { profile: 'tongchuan', onSilence: 'next-bank', acceptWithinHours: 48 })
  for (const bankId of banks) {
    await matching.register(bankId)
    const { productId, ...body } = product(`p-${bankId}`, bankId)
    await put(`products/${productId}`, body)
    await matching.refreshViews('product', productId)
  }
})
afterAll(async () => {
  await engine.stop()
})

const ref = (applicationId: string, bankId: string, referralId = `${applicationId}.${bankId}`) => ({
  applicationId,
  uscc: '91350100M000100Y43',
  regionCode: '511702',
  referralId,
  bankId,
  institutionId: bankId.split('-')[0] ?? '',
})
const decided = (applicationId: string, bankId: string, lineFen?: number, referralId?: string) => {
  const said = { ...ref(applicationId, bankId, referralId), decidedOn: '2025-03-20' }
  const data: EventData<'credit-decided.v1'> =
    lineFen === undefined
      ? {
          ...said,
          outcome: 'refused',
          refusal: { code: 'operation', problem: '经营不足一年', advice: '满一年后再申请', repairable: true },
        }
      : {
          ...said,
          outcome: 'granted',
          grant: {
            lineFen,
            rateBp: 380,
            termMonths: 12,
            collateral: 'credit',
            firstLoan: true,
            renewalWithoutRepayment: false,
          },
        }
  return matching.receive('credit-decided.v1', data, `referral#${data.referralId}@5.0`)
}
const unaccepted = (applicationId: string, bankId: string) =>
  matching.receive(
    'referral-unaccepted.v1',
    { ...ref(applicationId, bankId), offeredOn: '2025-03-03', hours: 48, noticedOn: '2025-03-05' },
    `referral#${applicationId}.${bankId}@2.0`,
  )
const pushedIn = async (applicationIds: readonly string[]) => {
  for (const id of applicationIds) await matching.refreshViews('plan', id)
  const answer = await matching.batch({ regionCode: '511702', applicationIds })
  for (const id of applicationIds) await matching.refreshViews('plan', id)
  return answer
}
const told = async <N extends EventName>(applicationId: string, name: N) =>
  ((await matching.eventsOf(engine.table, 'plan', applicationId)) as { type: string; data: EventData<N> }[])
    .filter(event => event.type === name)
    .map(({ data }) => {
      expect(eventContracts[name].safeParse(data).error).toBeUndefined()
      return data
    })
const get = (path: string, claims = taskForce) => matching.call(claims, 'GET', `/matching/v1/${path}`)

describe('Two grants', () => {
  test('D4 a grant tells the banks that still weigh it, once, in a band and without the bank’s name', async () => {
    await matching.recommend('G1', { intendedBankIds: ['boc-a'], lendingBankIds: ['abc-a'] })
    expect(await pushedIn(['G1'])).toMatchObject({ status: 201, body: { referrals: 3 } })
    const [first] = await told('G1', 'referral-dispatched.v1')
    expect(first?.clocks).toMatchObject({
      acceptWithinHours: 48,
      recallWithinHours: 24,
      onSilence: 'next-bank',
    })
    await Promise.all([decided('G1', 'boc-a', 60_000_000), decided('G1', 'boc-a', 60_000_000)])
    const notices = await told('G1', 'sibling-credited.v1')
    expect(notices.map(({ bankId }) => bankId).sort()).toEqual(['abc-a', 'ccb-a'])
    expect(notices[0]).toMatchObject({ band: 'up-to-1m', demandCovered: false, creditedOn: '2025-03-20' })
    expect(JSON.stringify(notices)).not.toMatch(/boc|60000000/)
  })

  test('D4 the second grant goes over the demand: one warning, and the region’s list says so', async () => {
    await decided('G1', 'abc-a', 60_000_000)
    expect(await told('G1', 'exposure-warned.v1')).toMatchObject([
      { demandFen: 100_000_000, grantedFen: 120_000_000, banks: 2, warnedOn: '2025-03-20' },
    ])
    expect((await told('G1', 'sibling-credited.v1')).at(-1)).toMatchObject({
      bankId: 'ccb-a',
      demandCovered: true,
    })
    await decided('G1', 'ccb-a')
    expect(await told('G1', 'application-concluded.v1')).toMatchObject([{ outcome: 'credited' }])
    await matching.refreshViews('plan', 'G1')
    for (const region of ['511702', '511700', '510000']) {
      const claims = { ...taskForce, role: 'supervisor', region: '510000' }
      expect((await get(`exposures?region=${region}&over=true`, claims)).body.items).toMatchObject([
        {
          applicationId: 'G1',
          name: '企业G1',
          grantedFen: 120_000_000,
          banks: 2,
          over: true,
        },
      ])
    }
    expect(await get('exposures?region=511702', neighbour)).toMatchObject({ status: 403 })
    expect(await get('exposures', bocTeller)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  })
})

describe('A silent bank', () => {
  test('E7 is called back once, and the next batch goes to one other bank, none of those told', async () => {
    await matching.recommend('S1', { lendingBankIds: ['psbc-a'] })
    await pushedIn(['S1'])
    const before = (await told('S1', 'referral-dispatched.v1')).map(({ bankId }) => bankId)
    expect(before).toHaveLength(3)
    await Promise.all([unaccepted('S1', 'psbc-a'), unaccepted('S1', 'psbc-a')])
    expect(await told('S1', 'referral-recalled.v1')).toMatchObject([
      { bankId: 'psbc-a', reason: 'unaccepted', recalledOn: '2025-03-05' },
    ])
    expect(await pushedIn(['S1'])).toMatchObject({ body: { applications: 1, referrals: 1 } })
    const dispatched = await told('S1', 'referral-dispatched.v1')
    expect(dispatched).toHaveLength(4)
    expect(before).not.toContain(dispatched.at(-1)?.bankId)
    expect(dispatched.at(-1)).toMatchObject({ otherBanks: 2 })
  })

  test('E7 under a reminder nothing is called back', async () => {
    await matching.call(taskForce, 'PUT', '/matching/v1/policies/511702', { profile: 'tongchuan' })
    await matching.recommend('S2', { lendingBankIds: ['psbc-a'] })
    await pushedIn(['S2'])
    expect(await unaccepted('S2', 'psbc-a')).toEqual({ fate: 'done' })
    const events = (await matching.eventsOf(engine.table, 'plan', 'S2')) as { type: string }[]
    expect(events.at(-1)?.type).toBe('silence-noted')
  })
})

describe('Removal and withdrawal', () => {
  const withdrawn = (id: string) =>
    matching.receive(
      'application-withdrawn.v1',
      {
        applicationId: id,
        uscc: '91350100M000100Y43',
        regionCode: '511702',
        reason: 'consent-withdrawn',
        withdrawnOn: '2025-03-06',
      },
      `entity#${id}@7.0`,
    )
  const acknowledged = (id: string, bankId: string) =>
    matching.receive(
      'recall-acknowledged.v1',
      { ...ref(id, bankId), acknowledgedOn: '2025-03-07' },
      `referral#${id}.${bankId}@9.0`,
    )
  const chased = async () => {
    const { body } = await get('recalls?region=511702')
    return body.items.filter((item: { reason: string }) => item.reason !== 'unaccepted')
  }

  test('B5 consent withdrawn: every bank that weighs it must acknowledge, the open ones are listed', async () => {
    await matching.recommend('W1', { intendedBankIds: ['boc-a'], lendingBankIds: ['abc-a'] })
    await pushedIn(['W1'])
    await decided('W1', 'ccb-a')
    await withdrawn('W1')
    await withdrawn('W1')
    const recalls = await told('W1', 'referral-recalled.v1')
    expect(recalls.map(({ bankId }) => bankId).sort()).toEqual(['abc-a', 'boc-a'])
    expect(recalls[0]).toMatchObject({ reason: 'withdrawn', detail: expect.stringContaining('授权') })
    await matching.refreshViews('plan', 'W1')
    expect(await chased()).toMatchObject([
      { referralId: 'W1.abc-a', bankName: 'abc-a支行', recalledOn: '2025-03-06', waitingDays: 0 },
      { referralId: 'W1.boc-a' },
    ])
    expect(await acknowledged('W1', 'abc-a')).toEqual({ fate: 'done' })
    expect(await acknowledged('W1', 'ccb-a')).toEqual({ fate: 'refused', code: 'not-recalled' })
    await matching.refreshViews('plan', 'W1')
    expect(await chased()).toMatchObject([{ referralId: 'W1.boc-a' }])
  })

  test('B5 withdrawn before the list, waiting, or called for by name: nothing is pushed', async () => {
    await withdrawn('W2')
    await matching.recommend('W2', { intendedBankIds: ['boc-a'] })
    await matching.recommend('W3', { intendedBankIds: ['boc-a'] })
    await withdrawn('W3')
    for (const id of ['W2', 'W3']) {
      const answer = await pushedIn([id])
      expect(answer.status).toBe(id === 'W2' ? 422 : 409)
      expect(await told(id, 'referral-dispatched.v1')).toEqual([])
    }
  })

  test('C7 removed: the bank that granted is told too', async () => {
    await matching.recommend('R1', { intendedBankIds: ['boc-a'], lendingBankIds: ['abc-a'] })
    await pushedIn(['R1'])
    await decided('R1', 'boc-a', 30_000_000)
    const { referralId: _r, bankId: _b, institutionId: _i, ...removed } = ref('R1', 'boc-a')
    const data = {
      ...removed,
      listId: 'RL-1',
      reason: 'misuse',
      detail: '挪作他用',
      removedOn: '2025-04-01',
    } as const
    expect(await matching.receive('application-removed.v1', data, 'case#R1@12.0')).toEqual({ fate: 'done' })
    const recalls = await told('R1', 'referral-recalled.v1')
    expect(recalls.map(({ bankId }) => bankId).sort()).toEqual(['abc-a', 'boc-a', 'ccb-a'])
    expect(JSON.stringify(recalls)).not.toContain('挪作他用')
  })
})

describe('Refused, repaired', () => {
  test('F1 goes back to the same bank first, under a referral of its own, and ends anew', async () => {
    await matching.recommend('F1', { lendingBankIds: ['psbc-a'] })
    await pushedIn(['F1'])
    for (const { bankId } of await told('F1', 'referral-dispatched.v1')) await decided('F1', bankId)
    expect(await told('F1', 'application-concluded.v1')).toMatchObject([{ outcome: 'not-credited' }])
    const more = { lendingBankIds: ['psbc-a'], listId: 'RL-2', firstBankId: 'abc-a' }
    const back = recommended('F1', more)
    await matching.receive('application-recommended.v1', back, 'case#F1@20.0')
    await matching.receive('application-recommended.v1', back, 'case#F1@20.0')
    expect(await pushedIn(['F1'])).toMatchObject({ status: 201 })
    const again = (await told('F1', 'referral-dispatched.v1')).slice(3)
    const reasons = [{ rule: 'repaired' }, { rule: 'product-fit' }]
    expect(again[0]).toMatchObject({ referralId: 'F1.abc-a.2', bankId: 'abc-a', listId: 'RL-2', reasons })
    expect(again.map(({ bankId }) => bankId).filter(id => ['psbc-a', 'boc-a'].includes(id))).toEqual([])
    expect(again[0]).not.toHaveProperty('firstBankId')
    for (const { bankId, referralId } of again)
      await decided('F1', bankId, bankId === 'abc-a' ? 100_000_000 : undefined, referralId)
    expect(await told('F1', 'application-concluded.v1')).toMatchObject([
      { outcome: 'not-credited' },
      { outcome: 'credited' },
    ])
  })
})
