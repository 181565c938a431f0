import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as cells from './cells.ts'
import type { Cell } from './tables.ts'

const readings = <T>(parse: cells.Parse<T>, table: readonly (readonly [Cell, T | undefined])[]) => {
  expect(table.map(([cell]) => [cell, parse(cell)])).toEqual(table)
}

describe('values of a cell', () => {
  test('B1 full-width digits, letters and blanks become half-width, Chinese brackets stay', () => {
    readings<string>(cells.text, [
      ['　９１５１１７０２ＭＡ　', '91511702MA'],
      ['茗禾（达州）商行', '茗禾（达州）商行'],
      [' a \u200b\n b ', 'a b'],
      [19900001234, '19900001234'],
      ['#N/A', undefined],
    ])
  })

  test('B1 a code that a sheet keeps as a number has lost its end', () => {
    readings<string>(cells.code, [
      ['91350100M000100Y43', '91350100M000100Y43'],
      [915117023456789000, undefined],
      ['9.15117E+17', undefined],
    ])
  })

  test('B1 industry and region codes', () => {
    readings<string>(cells.industryCode, [
      [111, '0111'],
      ['A0111', 'A0111'],
      [5211, '5211'],
    ])
    readings<string>(cells.regionCode, [
      [511702001, '511702001'],
      ['511702001000', '511702001'],
      ['511702000000', '511702'],
      ['g51170201', 'G51170201'],
    ])
  })

  test('B6 万元 becomes whole fen exactly', () => {
    readings<number>(cells.wanYuan, [
      [12.3, 12_300_000],
      [0.1 + 0.2, 300_000],
      ['１２．５', 12_500_000],
      ['1,200.000001', 1_200_000_001],
      ['50万元', 50_000_000],
      ['￥30万', 30_000_000],
      ['0.0000001', undefined],
      ['面议', undefined],
      ['约50', undefined],
      ['50元', undefined],
      [true, undefined],
    ])
  })

  test('B6 every whole fen that is written in 万元 is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000_000 }), fen => {
        const written = `${Math.floor(fen / 1e6)}.${String(fen % 1e6).padStart(6, '0')}`
        expect(cells.wanYuan(written)).toBe(fen)
        expect(cells.wanYuan(Number(written))).toBe(fen)
      }),
    )
  })

  test('B3 dates as serials, date cells and text', () => {
    readings<string>(cells.day, [
      [45621, '2024-11-25'],
      [45621.75, '2024-11-25'],
      [new Date('2024-11-25T00:00:00Z'), '2024-11-25'],
      ['2024-11-25', '2024-11-25'],
      ['2024/11/5', '2024-11-05'],
      ['2024.11.25', '2024-11-25'],
      ['2024年11月25日', '2024-11-25'],
      ['２０２４－１１－２５', '2024-11-25'],
      ['2024-11-25 10:30', '2024-11-25'],
      [20241125, '2024-11-25'],
      ['2024-02-30', undefined],
      ['11月25日', undefined],
      // Eleventh month, second day, or first month, twelfth day: nobody knows.
      ['2026112', undefined],
      ['202611', undefined],
      ['年底', undefined],
    ])
  })

  test('B4 yes, no and the findings of a criterion', () => {
    readings<boolean>(cells.yesNo, [
      ['是', true],
      ['有', true],
      ['√', true],
      [' 无 ', false],
      ['否', false],
      ['可能', undefined],
    ])
    readings<string>(cells.criterionFinding, [
      ['是', 'met'],
      ['否', 'not-met'],
      ['待核', 'to-be-checked'],
      ['不清楚', undefined],
    ])
  })

  test('counts and terms', () => {
    readings<number>(cells.headcount, [
      ['12人', 12],
      ['1,200', 1200],
      [8, 8],
      [8.5, undefined],
      ['约二十人', undefined],
    ])
    readings<number>(cells.months, [
      ['12个月', 12],
      ['3年', 36],
      [24, 24],
      ['长期', undefined],
    ])
  })

  test('B6 intended banks by any usual separator', () => {
    for (const separator of ['、', ',', '，', ';', '；', '/', ' 、 ']) {
      expect(cells.nameList(`甲银行${separator}乙银行`)).toEqual(['甲银行', '乙银行'])
    }
    expect([cells.nameList('无'), cells.nameList('甲银行、')]).toEqual([[], ['甲银行']])
  })

  test('H3 nothing with many digits is quoted', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{6}[ .-]?\d{8}[ .-]?\d{3}[\dX]$/), id => {
        expect(cells.quotable(`经办${id}`)).toBe('***')
      }),
    )
    expect(cells.quotable('面议')).toBe('面议')
  })
})
