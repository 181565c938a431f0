import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { product } from './testing/examples.ts'
import { bocTeller, matchingOver, neighbour, taskForce } from './testing/service.ts'

let engine: TestTable
let matching: ReturnType<typeof matchingOver>
beforeAll(async () => {
  engine = await startTestTable()
  matching = matchingOver(engine.table)
  await matching.call(taskForce, 'PUT', '/matching/v1/policies/511702', { profile: 'tongchuan' })
  for (const bankId of ['abc-a', 'abc-b', 'boc-a', 'ccb-a', 'icbc-a', 'psbc-a']) {
    await matching.register(bankId, bankId === 'boc-a' ? { batchCapacity: 1 } : {})
    if (bankId === 'psbc-a') continue
    const { productId, ...body } = product(`p-${bankId}`, bankId)
    await matching.call(taskForce, 'PUT', `/matching/v1/products/${productId}`, body)
    await matching.refreshViews('product', productId)
  }
  await matching.recommend('A1', { intendedBankIds: ['boc-a'], lendingBankIds: ['abc-a'] })
  await matching.recommend('A2', {
    intendedBankIds: ['boc-a'],
    declaredOn: '2025-02-21',
    industryCode: 'F5211',
    sectorTags: ['technology'],
  })
})
afterAll(async () => {
  await engine.stop()
})

const dryRun = (body: object, claims = taskForce) =>
  matching.call(claims, 'POST', '/matching/v1/batches/dry-run', { regionCode: '511702', ...body })

type Difference = { applicationId: string; base: string[]; trial: string[] }

describe('Dry run', () => {
  test('D2 another policy stands beside the one in force, and nothing is written', async () => {
    const { status, body } = await dryRun({ policy: { profile: 'xinyang' } })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      base: { policy: { pushRule: 'relation-first' }, method: 'optimal', applications: 2, referrals: 6 },
      trial: { policy: { pushRule: 'intended-only' }, applications: 1, referrals: 1 },
    })
    expect(body.trial.unplaced).toEqual([
      { applicationId: 'A2', name: '企业A2', why: 'boc-a支行本批次名额已满。' },
    ])
    expect(body.differences.find((each: Difference) => each.applicationId === 'A1').trial).toEqual(['boc-a'])
    expect(await matching.referrals(['A1', 'A2'])).toEqual([])
    expect((await dryRun({ policy: { profile: 'xinyang' } })).text).toBe(
      (await dryRun({ policy: { profile: 'xinyang' } })).text,
    )
  })

  test('D6 another priority sector: its enterprise takes the last place', async () => {
    const unplaced = async (body: object) => (await dryRun(body)).body.trial.unplaced[0].applicationId
    expect(await unplaced({ policy: { profile: 'xinyang' } })).toBe('A2')
    expect(await unplaced({ policy: { profile: 'xinyang', prioritySectors: ['F'] } })).toBe('A1')
    expect(await unplaced({ policy: { profile: 'xinyang', prioritySectors: ['technology'] } })).toBe('A1')
  })

  test('D1 other weights count in the sum that is shown', async () => {
    const { body } = await dryRun({ weights: { coverage: 0 } })
    expect(body.base.objective.chosen - body.trial.objective.chosen).toBe(600)
  })

  test('A2 is the task force’s alone, in its county, with what it may try', async () => {
    expect(await dryRun({}, neighbour)).toMatchObject({ status: 403, body: { code: 'outside-region' } })
    expect(await dryRun({}, bocTeller)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    expect(await dryRun({ batchId: 'MB-511702-0' })).toMatchObject({ status: 404 })
    for (const body of [
      { policy: { maxInstitutions: 4 } },
      { weights: { fit: 9 } },
      { regionCode: '511700' },
    ])
      expect(await dryRun(body)).toMatchObject({ status: 422, body: { code: 'validation-failed' } })
  })
})

describe('Why not', () => {
  let batchId = ''
  const ask = async (applicationId: string, bankId: string, claims = taskForce) =>
    await matching.call(
      claims,
      'GET',
      `/matching/v1/batches/${batchId}/applications/${applicationId}/why-not/${bankId}`,
    )

  test('D1 D3 each bank that was not chosen, with the condition that it misses', async () => {
    batchId = (await matching.batch({ regionCode: '511702' })).body.batchId
    expect((await ask('A1', 'abc-a')).body).toMatchObject({ chosen: true, checks: [] })
    const missed = async (applicationId: string, bankId: string) => {
      const { body } = await ask(applicationId, bankId)
      expect(body.chosen).toBe(false)
      return [body.checks.find((each: { met: boolean }) => !each.met)?.check, body.why]
    }
    expect(await missed('A1', 'abc-b')).toEqual([
      'institution',
      '同一机构的abc-a支行已被选中，一家机构只计一次。',
    ])
    expect(await missed('A2', 'boc-a')).toEqual(['capacity', '每批次 1 笔，本批次已用 1 笔。'])
    expect(await missed('A1', 'psbc-a')).toEqual([
      'reason',
      '企业未填报该行、无现有贷款，也没有相符的产品或特色。',
    ])
    expect(await missed('A1', 'ghost-a')).toEqual(['registered', '批次生成时该银行尚未登记。'])
    const [check, why] = await missed('A1', 'icbc-a')
    expect(check).toBe('seats')
    expect(why).toMatch(/^本批次可推送 3 家，已选 3 家：abc-a支行、boc-a支行/)
  })

  test('D1 the answer is of that day, whatever the bank says since', async () => {
    const before = await ask('A1', 'icbc-a')
    const later = matchingOver(engine.table, '2025-03-04T02:00:00.000Z')
    await later.register('icbc-a', { active: false })
    await matching.recommend('A3', { intendedBankIds: ['icbc-a'] })
    expect((await ask('A1', 'icbc-a')).text).toBe(before.text)
    expect(await ask('A3', 'icbc-a')).toMatchObject({ status: 404 })
    expect(await ask('A1', 'icbc-a', neighbour)).toMatchObject({ status: 404 })
  })

  test('D2 a batch that was run beside another policy: what it did, and what would have been', async () => {
    const { body } = await dryRun({ batchId, policy: { maxInstitutions: 1 } })
    expect(body).toMatchObject({
      base: { referrals: 6, policy: { maxInstitutions: 3 } },
      trial: { referrals: 2, policy: { maxInstitutions: 1 } },
    })
    expect(await matching.referrals(['A1', 'A2'])).toHaveLength(6)
  })
  test('D1 one that no bank was found for and that a later batch pushed is still told as the first batch saw it', async () => {
    const county = '511703'
    const office = { ...taskForce, region: '510000' }
    const shop = { regionCode: county, intendedBankIds: ['icbc-z'] }
    const at = (minute: string) => matchingOver(engine.table, `2025-03-03T03:${minute}:00.000Z`)
    const [early, late] = [at('00'), at('03')]
    const there = { regionCodes: [county] }
    await early.register('icbc-z', { ...there, active: false }, office)
    await early.register('boc-z', there, office)
    await at('01').recommend('B1', shop)
    await at('01').recommend('B2', { ...shop, intendedBankIds: ['boc-z'] })
    const first = (await at('02').batch({ regionCode: county }, 'b1', office)).body
    expect(first).toMatchObject({ applications: 1, unplaced: 1 })
    await late.register('boc-z', there, office)
    await late.register('icbc-z', there, office)
    const second = (await at('04').batch({ regionCode: county }, 'b2', office)).body
    expect(second).toMatchObject({ applications: 1, referrals: 1 })
    const path = `/matching/v1/batches/${first.batchId}/applications/B1/why-not/icbc-z`
    expect((await matching.call(office, 'GET', path)).body.why).toBe('icbc-z支行现不参加推送。')
    const trial = await matching.call(office, 'POST', '/matching/v1/batches/dry-run', {
      regionCode: county,
      batchId: first.batchId,
      policy: { maxInstitutions: 2 },
    })
    expect(trial.body.differences).toEqual([
      { applicationId: 'B1', name: '企业B1', base: [], trial: ['icbc-z'] },
    ])
  })

  test('D1 each push tells what its bank has left', async () => {
    const { body } = await matching.call(taskForce, 'GET', `/matching/v1/batches/${batchId}`)
    const left = (bankId: string) =>
      body.pushes.filter((each: { bankId: string }) => each.bankId === bankId)[0]?.placesLeft
    expect([left('boc-a'), left('abc-a')]).toEqual([0, undefined])
  })
})
