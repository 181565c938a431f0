import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { product } from './testing/examples.ts'
import { bocTeller, matchingOver, taskForce } from './testing/service.ts'

let engine: TestTable
let matching: ReturnType<typeof matchingOver>
const productBody = (more: object = {}) => {
  const { productId: _id, ...body } = product('p1', 'boc-a')
  return { ...body, ...more }
}
const publish = async (claims: typeof taskForce, id: string, body: object) => {
  const answer = await matching.call(claims, 'PUT', `/matching/v1/products/${id}`, body)
  if (answer.status === 200) await matching.refreshViews('product', id)
  return answer
}
const first = (answer: { body: { errors: readonly unknown[] } }) => answer.body.errors[0]

beforeAll(async () => {
  engine = await startTestTable()
  matching = matchingOver(engine.table)
  for (const bankId of ['boc-a', 'abc-a']) await matching.register(bankId)
  await publish(bocTeller, 'p1', productBody())
  await publish(taskForce, 'p2', productBody({ bankId: 'abc-a' }))
})
afterAll(async () => {
  await engine.stop()
})

describe('The product library', () => {
  test('D5 an enterprise finds what fits its case, and for the rest which condition it misses', async () => {
    await publish(taskForce, 'p3', productBody({ bankId: 'abc-a', loanKinds: ['renewal'], maxTermMonths: 6 }))
    const asked =
      'region=511702001&entityKind=enterprise&sizeClass=small&industryCode=C1310&loanKind=working-capital&termMonths=12'
    const matched = (amount: string) =>
      matching.call(taskForce, 'GET', `/matching/v1/products/fit?${asked}&amountFen=${amount}`)
    const { body } = await matched('100000000')
    type Item = { product: { productId: string }; fits: boolean; checks: { met: boolean; check: string }[] }
    const missed = body.items.map((item: Item) => [
      item.product.productId,
      item.fits,
      ...item.checks.filter(({ met }) => !met).map(({ check }) => check),
    ])
    expect(missed.slice(0, 2).sort()).toEqual([
      ['p1', true],
      ['p2', true],
    ])
    expect(missed.slice(2)).toEqual([['p3', false, 'loan-kind', 'term']])
    expect(body.items[2].checks[0].detail).toBe('适用于续贷；需求为流动资金贷款')
    await matching.register('abc-a', { minAmountFen: 200_000_000 })
    const later = (await matched('100000000')).body.items as Item[]
    const ofAbc = later.find(item => item.product.productId === 'p2')
    expect(ofAbc?.fits).toBe(false)
    expect(ofAbc?.checks.filter(({ met }) => !met)).toEqual([
      { check: 'limits', met: false, detail: '受理金额不低于200.00万元，需求为100.00万元' },
    ])
    expect(first(await matched('x'))).toMatchObject({ pointer: '?amountFen' })
    expect((await matched('1')).body.items.every((item: Item) => !item.fits)).toBe(true)
  })

  test('D5 conditions stand as data: each is checked against the case and explained', async () => {
    const conditions = [
      { field: 'firstLoan', operator: 'is', value: true },
      { field: 'industryCode', operator: 'starts-with', value: ['C'] },
    ]
    const more = { conditions, sectorTags: ['technology'], online: true }
    expect((await publish(bocTeller, 'p4', productBody(more))).body).toMatchObject(more)
    const asked =
      'region=511702&entityKind=enterprise&sizeClass=small&industryCode=1310&loanKind=working-capital&termMonths=12&amountFen=100000000&online=true'
    const missedBy = async (query: string) => {
      const { body } = await matching.call(taskForce, 'GET', `/matching/v1/products/fit?${asked}&${query}`)
      expect(body.items).toHaveLength(1)
      const missed = body.items[0].checks.filter(({ met }: { met: boolean }) => !met)
      return missed.map(({ check, detail }: { check: string; detail: string }) => [check, detail])
    }
    expect(await missedBy('firstLoan=true&sectorTag=technology')).toEqual([])
    expect(await missedBy('firstLoan=false')).toEqual([
      ['sector', '适用于科技；企业未填报重点领域'],
      ['condition', '是否首贷为是；企业为否'],
    ])
    const wrong = [{ field: 'sizeClass', operator: 'one-of', value: ['tiny'] }]
    expect(first(await publish(bocTeller, 'p5', productBody({ conditions: wrong })))).toMatchObject({
      pointer: '/conditions/0/value/0',
      detail: expect.stringContaining('micro（微型）'),
    })
    const nowhere = [{ field: 'regionCode', operator: 'none-of', value: ['511702', '519999'] }]
    expect(first(await publish(bocTeller, 'p5', productBody({ conditions: nowhere })))).toMatchObject({
      pointer: '/conditions/0/value/1',
      detail: expect.stringContaining('519999'),
    })
  })

  test('E5 a guarantee of more than 1 % is refused, one within is in the library and no reason to push', async () => {
    const guarantee = (more: object) => publish(bocTeller, 'g1', productBody({ kind: 'guarantee', ...more }))
    expect(await guarantee({ feeBp: 101 })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/feeBp', detail: '政府性融资担保费率不得超过 1%（100 基点）' }] },
    })
    expect(first(await guarantee({}))).toMatchObject({ pointer: '/feeBp' })
    expect((await guarantee({ feeBp: 100 })).body).toMatchObject({ kind: 'guarantee', feeBp: 100 })
  })
})
