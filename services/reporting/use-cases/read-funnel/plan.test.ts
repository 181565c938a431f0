import { expect, test } from 'vitest'
import { cityOf } from '#shared/domain/regions.ts'
import { placeOf } from '../../domain/place.ts'
import { planByBank, planByRegion } from './plan.ts'
import { linesOf, ratiosOf, totalOf } from './sum.ts'

test('G8 each level is read from the rows below it and no further', () => {
  expect(planByRegion('511702', '51').keys).toEqual(['T#511702'])
  expect(planByRegion('511700', '51').keys).toEqual(['R#511700'])
  expect(planByRegion('511702103', '51').keys).toEqual(['T#511702'])
  const cities = planByRegion('510000', '51').keys
  expect(cities).toContain('R#511700')
  expect(cities).toHaveLength(21)
  expect(planByRegion('000000', '51').keys).toEqual(cities)
  expect(planByBank('511702', '51').keys).toEqual(['B#511700'])
})

test('G8 a row belongs to the line one level down', () => {
  expect(planByRegion('510000', '51').lineOf(['511702', '3'])).toBe('511700')
  expect(planByRegion('000000', '51').lineOf(['511702', '3'])).toBe('510000')
  expect(planByRegion('411500', '41').lineOf(['G41150001', '0'])).toBe('G41150001')
  expect(planByRegion('511702103', '51').lineOf(['511702102'])).toBeUndefined()
  expect(planByBank('511702', '51').lineOf(['511703', 'icbc-tongchuan'])).toBeUndefined()
  expect(planByBank('511700', '51').lineOf(['511703', 'icbc-tongchuan'])).toBe('icbc-tongchuan')
})

test('A1 a zone of a county is counted under it, a zone of a city is a county by itself', () => {
  expect(placeOf({ regionCode: 'G51170201' })).toEqual({ county: '511702', area: 'G51170201' })
  expect(placeOf({ regionCode: 'G41150001' })).toEqual({ county: 'G41150001' })
  expect(cityOf('G41150001')).toBe('411500')
  expect(placeOf({ regionCode: '511702', townshipCode: '511702103' })).toEqual({
    county: '511702',
    area: '511702103',
  })
  expect(placeOf({ regionCode: '511700' })).toBeUndefined()
})

test('G1 a line that came down to nothing is none', () => {
  const rows = [
    { parts: ['511702', '0'], figures: { visited: 2, askedFen: 5 } },
    { parts: ['511702', '1'], figures: { visited: 1 } },
    { parts: ['511703', '0'], figures: { visited: 1 } },
    { parts: ['511703', '1'], figures: { visited: -1 } },
  ]
  const lines = linesOf(rows, ([county]) => county)
  expect([...lines.keys()]).toEqual(['511702'])
  expect(totalOf(lines.values())).toMatchObject({ visited: 3, askedFen: 5, drawn: 0 })
})

test('G3 a ratio over nothing is null; a bank is measured against its pushes', () => {
  expect(ratiosOf({ contacted: 0, recommended: 0 }, 'recommended').contactCoverageBp).toBeNull()
  expect(ratiosOf({ contacted: 1, recommended: 3, pushed: 2 }, 'recommended').contactCoverageBp).toBe(3333)
  expect(ratiosOf({ contacted: 1, recommended: 3, pushed: 2 }, 'pushed').contactCoverageBp).toBe(5000)
})
