import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { formatFen, formatWanYuan, maxDemandFen, wanYuanToFen, yuanToFen } from './money.ts'

test.each([
  ['12.5', 12_500_000],
  [12.5, 12_500_000],
  ['0.000001', 1],
  ['1,234.56', 1_234_560_000],
  ['１２．５', 12_500_000],
  [' 8 ', 8_000_000],
  ['0.29', 290_000],
  [0.1 + 0.2, 300_000],
  ['12.50000000', 12_500_000],
  ['-0', 0],
  ['-3', -3_000_000],
  ['.5', 500_000],
])('万元 %j is %i fen exactly', (value, fen) => expect(wanYuanToFen(value)).toBe(fen))

test.each([
  '',
  '.',
  '-',
  'abc',
  '12.5万',
  '1,23',
  '1e5',
  '0x10',
  '1.2.3',
  '0.0000001',
  '99999999999',
  'NaN',
  Number.NaN,
  Infinity,
  1e21,
])('万元 %j is no amount', value => expect(wanYuanToFen(value)).toBeUndefined())

test('元 reads two decimals and refuses a third', () => {
  expect([yuanToFen('1234.56'), yuanToFen(19.99), yuanToFen('0.001'), yuanToFen('1.230')]).toEqual([
    123_456,
    1999,
    undefined,
    123,
  ])
})

property.prop([fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })])(
  'any fen survives being written as 元 and 万元',
  fen => {
    const digits = String(fen).padStart(7, '0')
    expect(yuanToFen(`${digits.slice(0, -2)}.${digits.slice(-2)}`)).toBe(fen)
    expect(wanYuanToFen(`${digits.slice(0, -6)}.${digits.slice(-6)}`)).toBe(fen)
    expect(yuanToFen(formatFen(fen).slice(0, -1))).toBe(fen)
  },
)

property.prop([fc.integer({ min: 0, max: 100_000_000_000 })])(
  'a number from a workbook reads as its text',
  fen => {
    expect(wanYuanToFen(fen / 1_000_000)).toBe(fen)
  },
)

test.each([
  [123_456, '1,234.56元'],
  [0, '0.00元'],
  [5, '0.05元'],
  [-100_000, '-1,000.00元'],
  [maxDemandFen, '1,000,000,000.00元'],
])('%i fen shows as %s', (fen, text) => expect(formatFen(fen)).toBe(text))

test.each([
  [12_500_000, '12.50万元'],
  [1_234_567_890_000, '1,234,567.89万元'],
  [4_999, '0.00万元'],
  [5_000, '0.01万元'],
  [-12_500_000, '-12.50万元'],
  [maxDemandFen, '100,000.00万元'],
])('%i fen shows as %s', (fen, text) => expect(formatWanYuan(fen)).toBe(text))
