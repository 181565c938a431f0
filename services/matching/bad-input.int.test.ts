import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { product } from './testing/examples.ts'
import { bocTeller, matchingOver, neighbour, taskForce } from './testing/service.ts'

const productBody = (more: object = {}) => {
  const { productId: _id, ...body } = product('p1', 'boc-a')
  return { ...body, ...more }
}
const first = (answer: { body: { errors: readonly unknown[] } }) => answer.body.errors[0]

let engine: TestTable
let matching: ReturnType<typeof matchingOver>
beforeAll(async () => {
  engine = await startTestTable()
  matching = matchingOver(engine.table)
  await matching.register('boc-a')
  await matching.register('abc-a')
  await matching.recommend('A1', { intendedBankIds: ['boc-a'] })
  await matching.call(taskForce, 'PUT', '/matching/v1/products/p2', productBody({ bankId: 'abc-a' }))
})
afterAll(async () => {
  await engine.stop()
})

describe('Bad input', () => {
  const bank = { name: '某某支行', institution: { id: 'boc', name: '某银行' }, regionCodes: ['511702'] }
  const put = (path: string, body: unknown, claims = taskForce) =>
    matching.call(claims, 'PUT', `/matching/v1/${path}`, body)

  test.each([
    ['banks/boc-a', { ...bank, colour: '红' }, '/colour', 'unknown-field', '未知字段'],
    ['banks/boc-a', { ...bank, regionCodes: ['511799'] }, '/regionCodes/0', 'unknown-region', '511799'],
    ['banks/boc-a', { ...bank, minAmountFen: 9, maxAmountFen: 8 }, '/maxAmountFen', 'custom', '不得低于下限'],
    ['banks/boc-a', { ...bank, minAmountFen: '9' }, '/minAmountFen', 'invalid-type', '整数'],
    ['banks/boc-a', { ...bank, maxAmountFen: 0 }, '/maxAmountFen', 'too-small', '0'],
    ['banks/boc-a', { ...bank, batchCapacity: -1 }, '/batchCapacity', 'too-small', '1'],
    ['banks/BOC', bank, '{bankId}', 'invalid-format', ''],
    ['banks/boc-a', { ...bank, institution: undefined }, '/institution', 'required', '缺少必填字段'],
    [
      'banks/boc-a',
      { ...bank, specialities: { industrySections: ['Z'] } },
      '/specialities/industrySections/0',
      'invalid-format',
      'A 至 T',
    ],
    ['products/p9', productBody({ bankId: 'ghost' }), '/bankId', 'unknown-bank', 'ghost'],
    ['products/p9', productBody({ rateFromBp: 500 }), '/rateToBp', 'custom', '年利率上限'],
    ['products/p9', productBody({ validTo: '2024-01-01' }), '/validTo', 'custom', '截止日期'],
    ['products/p9', productBody({ validFrom: '2025-02-30' }), '/validFrom', 'invalid-format', ''],
    ['products/p9', productBody({ regionCodes: ['999999'] }), '/regionCodes/0', 'unknown-region', '999999'],
    ['policies/511702', {}, '', 'custom', '至少填写'],
    ['policies/511702', { profile: 'beijing' }, '/profile', 'invalid-value', 'national'],
    ['policies/511702', { maxInstitutions: 4 }, '/maxInstitutions', 'too-big', '3'],
    [
      'policies/511702',
      { prioritySectors: ['外贸'] },
      '/prioritySectors/0',
      'invalid-format',
      'foreign-trade（外贸）',
    ],
    [
      'policies/511702',
      { prioritySectors: ['C', 'tech'] },
      '/prioritySectors/1',
      'invalid-format',
      '门类字母',
    ],
    ['policies/511702', { prioritySectors: ['C99'] }, '/prioritySectors/0', 'custom', '没有此代码'],
    [
      'policies/511702',
      { exposureLimitsFen: { small: 0 } },
      '/exposureLimitsFen/small',
      'too-small',
      '大于 0',
    ],
    [
      'policies/511702',
      { exposureLimitsFen: { tiny: 1 } },
      '/exposureLimitsFen/tiny',
      'unknown-field',
      '未知',
    ],
    ['policies/511702', { batchWeekdays: [0] }, '/batchWeekdays/0', 'too-small', '1'],
    ['policies/511702', { batchWeekdays: [1, 1] }, '/batchWeekdays', 'custom', '同一天'],
    ['policies/511702001', { profile: 'xinyang' }, '{region}', 'below-county', '县级'],
    ['policies/511799', { profile: 'xinyang' }, '{region}', 'unknown-region', '511799'],
  ])('PUT %s %j → %s %s', async (path, body, pointer, code, detail) => {
    const answer = await put(path, body)
    expect(answer).toMatchObject({ status: 422, body: { code: 'validation-failed' } })
    expect(first(answer)).toMatchObject({ pointer, code, detail: expect.stringContaining(detail) })
    expect(answer.body.detail).toMatch(/[一-鿿]/)
  })

  test.each([
    [{ regionCode: '511799' }, '/regionCode', 'unknown-region'],
    [{ regionCode: '511700' }, '/regionCode', 'not-a-county'],
    [{ regionCode: '511702001' }, '/regionCode', 'not-a-county'],
    [{ regionCode: '511702', applicationIds: [] }, '/applicationIds', 'too-small'],
    [{ regionCode: '511702', banks: [] }, '/banks', 'unknown-field'],
    [
      { regionCode: '511702', applicationIds: Array.from({ length: 501 }, (_, i) => `A${i}`) },
      '/applicationIds',
      'too-big',
    ],
  ])('POST batches case %#: %s', async (body, pointer, code) => {
    const answer = await matching.batch(body)
    expect(answer.status).toBe(422)
    expect(first(answer)).toMatchObject({ pointer, code })
  })

  test('A2 rights by region, by bank and by role', async () => {
    const refusals = await Promise.all([
      put('banks/boc-a', bank, neighbour),
      put('banks/new-a', bank, neighbour),
      put('policies/511702', { profile: 'national' }, neighbour),
      matching.batch({ regionCode: '511702' }, undefined, neighbour),
      matching.call(neighbour, 'GET', '/matching/v1/banks?region=511702'),
      matching.call(neighbour, 'GET', '/matching/v1/products?region=511702'),
      matching.call(neighbour, 'GET', '/matching/v1/policies/511702'),
      put('products/p2', productBody({ bankId: 'abc-a' }), neighbour),
    ])
    expect(refusals.map(({ status, body }) => [status, body.code])).toEqual(
      refusals.map(() => [403, 'outside-region']),
    )
    expect(await put('products/p2', productBody({ bankId: 'abc-a' }), bocTeller)).toMatchObject({
      status: 403,
      body: { code: 'forbidden', detail: '银行只能维护本机构（boc-a）的产品。' },
    })
    expect(await put('banks/boc-a', bank, bocTeller)).toMatchObject({ body: { code: 'forbidden' } })
    expect(await put('products/p2', productBody(), bocTeller)).toMatchObject({
      status: 409,
      body: { code: 'product-of-another-bank' },
    })
  })

  test('A2 a batch of another region, and one that never was, are not found', async () => {
    const { body } = await matching.batch({ regionCode: '511702' })
    expect((await matching.call(neighbour, 'GET', `/matching/v1/batches/${body.batchId}`)).status).toBe(404)
    expect((await matching.call(taskForce, 'GET', '/matching/v1/batches/MB-511702-0')).status).toBe(404)
  })

  test('A foreign cursor is refused', async () => {
    for (const path of ['banks?cursor=x', 'products?cursor=x', 'products?bankId=boc-a&cursor=x']) {
      const answer = await matching.call(taskForce, 'GET', `/matching/v1/${path}`)
      expect(answer.status).toBe(422)
      expect(first(answer)).toMatchObject({ pointer: '?cursor', code: 'bad-cursor' })
    }
  })
})
