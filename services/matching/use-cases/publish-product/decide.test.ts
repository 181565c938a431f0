import { expect, test } from 'vitest'
import { productAggregate, productViews } from '../../domain/product.ts'
import { product } from '../../testing/examples.ts'
import { decidePublishProduct } from './decide.ts'

const offered = product('p1', 'boc-a')
const published = productAggregate.evolve(productAggregate.initial, {
  type: 'product-published',
  data: offered,
})

test('D5 a product is published, changed, and left alone when nothing changed', () => {
  expect(decidePublishProduct(productAggregate.initial, offered).kind).toBe('accepted')
  expect(decidePublishProduct(published, { ...offered, rateFromBp: 290 }).kind).toBe('accepted')
  expect(decidePublishProduct(published, { ...offered }).kind).toBe('unchanged')
})

test('D5 a product id stays with its bank', () => {
  expect(decidePublishProduct(published, product('p1', 'abc-a'))).toMatchObject({
    refusal: { code: 'product-of-another-bank' },
  })
})

test('D5 it stands on its bank’s list', () => {
  expect(productViews(productAggregate.initial)).toEqual([])
  expect(productViews(published)).toMatchObject([{ list: { pk: 'products#boc-a', sk: 'p1' } }])
})
