import { expect, test } from 'vitest'
import { townshipsOf } from '#shared/domain/townships.ts'
import { locate } from './place.ts'

const [township] = townshipsOf('511702')
if (!township) throw new Error('no townships')
const { code } = township

test.each([
  ['a county', '511702', undefined, { regionCode: '511702' }],
  ['county and township', '511702', code, { regionCode: '511702', townshipCode: code }],
  ['a township alone', code, undefined, { regionCode: '511702', townshipCode: code }],
  ['a township twice', code, code, { regionCode: '511702', townshipCode: code }],
  ['a zone of the county', 'G51170201', undefined, { regionCode: '511702', townshipCode: 'G51170201' }],
  ['county and its zone', '511702', 'G51170201', { regionCode: '511702', townshipCode: 'G51170201' }],
  ['a zone that the city runs itself', 'G41150001', undefined, { regionCode: 'G41150001' }],
  [
    'a township of a province whose townships are not at hand',
    '330102',
    '330102002',
    { regionCode: '330102', townshipCode: '330102002' },
  ],
] as const)('A1 %s is located', (_name, region, below, place) => {
  expect(locate(region, below)).toEqual({ ok: true, place })
})

test.each([
  ['no such county', '511799', undefined, '/regionCode'],
  ['no such township', '511702999', undefined, '/regionCode'],
  ['a city', '511700', undefined, '/regionCode'],
  ['a province', '510000', undefined, '/regionCode'],
  ['the nation', '000000', undefined, '/regionCode'],
  ['an unknown township', '511702', '511702999', '/townshipCode'],
  ['a township of the neighbour', '511702', townshipsOf('511703')[0]?.code, '/townshipCode'],
  ['a county as township', '511702', '511702', '/townshipCode'],
  ['zone and township at once', 'G51170201', code, '/townshipCode'],
] as const)('A1 %s is refused at its field', (_name, region, below, pointer) => {
  const located = locate(region, below)
  expect(located.ok ? undefined : located.refusal.errors?.[0]?.pointer).toBe(pointer)
})
