import { expect, test } from 'vitest'
import { drawingsOf } from './drawings.ts'
import type { Word } from './word.ts'

const word = (slot: Word['slot'], sequence: number, fen: number): Word => ({
  source: 'r-1',
  slot,
  bankId: 'icbc-tongchuan',
  place: { county: '511702' },
  day: `2025-04-${String(sequence).padStart(2, '0')}`,
  sequence,
  fen,
})
const [first, second, later] = [
  word('drawing:e1', 6, 60),
  word('drawing:e2', 7, 40),
  word('drawing:e3', 9, 5),
]
const total = (fen: number) => word('drawn-total', 8, fen)
const shown = (...words: readonly Word[]) =>
  drawingsOf(words).map(({ item, word: { day }, fen }) => [item, day, fen])

test('E3 H4 a corrected total takes what is too much off the latest drawings, on their own days', () => {
  expect(shown(first, second, total(80))).toEqual([
    ['e1', '2025-04-06', 60],
    ['e2', '2025-04-07', 20],
  ])
  expect(shown(second, total(50), first)).toEqual([['e1', '2025-04-06', 50]])
  expect(shown(first, second, total(130))).toEqual([
    ['e1', '2025-04-06', 60],
    ['e2', '2025-04-07', 70],
  ])
})

test('E3 what is drawn after a correction counts by itself; a total before its drawings stands on its own day', () => {
  expect(shown(later, total(0), first, second)).toEqual([['e3', '2025-04-09', 5]])
  expect(shown(total(80), later)).toEqual([
    ['r-1~corrected', '2025-04-08', 80],
    ['e3', '2025-04-09', 5],
  ])
  expect(shown(total(0))).toEqual([])
})

test('E3 H4 a correction that names each drawing stands in the place of all before it, on the days it names', () => {
  const parts = [
    { day: '2025-04-05', fen: 30 },
    { day: '2025-04-07', fen: 40 },
  ]
  const named = { ...total(70), parts }
  const right = [
    ['r-1~drawn-1', '2025-04-05', 30],
    ['r-1~drawn-2', '2025-04-07', 40],
  ]
  expect(shown(first, second, named)).toEqual(right)
  expect(shown(named, later)).toEqual([...right, ['e3', '2025-04-09', 5]])
})
