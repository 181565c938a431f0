import { expect, test } from 'vitest'
import { ledgerColumns, ledgerFields } from './ledger-fields.ts'

test('E3 every column takes back what it shows, and its closed words stand in the sheet', () => {
  for (const field of ledgerFields) {
    const { words, parse } = ledgerColumns[field]
    for (const word of words ?? []) expect(parse(word), `${field} ${word}`).toBeDefined()
  }
  for (const bp of [0, 5, 50, 385, 310, 1000, 3600])
    expect(ledgerColumns.rateBp.parse(ledgerColumns.rateBp.show(bp))).toBe(bp)
  for (const fen of [1, 100, 12_345_678, 40_000_000, 99_999_999_999])
    expect(ledgerColumns.lineFen.parse(ledgerColumns.lineFen.show(fen))).toBe(fen)
})

test('E3 E4 a rate finer than a basis point, a word of no list or a lost number is no value', () => {
  for (const cell of ['3.855', '三点八五', '-1', 0.0385, ''])
    expect(ledgerColumns.rateBp.parse(cell)).toBeUndefined()
  expect(ledgerColumns.rateBp.parse('３.８５％')).toBe(385)
  // =3.65+0.2 and =4.35-0.5, as a spreadsheet computes them.
  expect([3.65 + 0.2, 4.35 - 0.5].map(ledgerColumns.rateBp.parse)).toEqual([385, 385])
  expect(ledgerColumns.outcome.parse('同意')).toBeUndefined()
  expect(ledgerColumns.reasonCode.parse('cash-flow')).toBe('cash-flow')
  expect(ledgerColumns.drawdownNumber.parse('ＪＪ－１')).toBe('JJ-1')
  // Excel has lost the end of a code that was typed as a number.
  expect(ledgerColumns.drawdownNumber.parse(1.2345678901234568e18)).toBeUndefined()
})
