import { describe, expect, test } from 'vitest'
import { inTurn } from '#shared/domain/in-turn.ts'
import { countiesUnder, hasOpened, isBatchDay, weekdayOf } from './due.ts'

describe('When a batch is due', () => {
  test('D1 days of the week are those of the calendar, Monday first', () => {
    expect(['2025-03-03', '2025-03-08', '2025-03-09'].map(weekdayOf)).toEqual([1, 6, 7])
    expect(isBatchDay([1, 4], '2025-03-03')).toBe(true)
    expect(isBatchDay([1, 4], '2025-03-04')).toBe(false)
    expect(isBatchDay([], '2025-03-03')).toBe(false)
  })

  test('D1 nothing is pushed before banks open, by Beijing time', () => {
    expect(hasOpened('2025-03-02T23:59:59.000Z')).toBe(false)
    expect(hasOpened('2025-03-03T00:00:00.000Z')).toBe(true)
    expect(hasOpened('2025-03-03T15:59:59.000Z')).toBe(true)
    expect(hasOpened('2025-03-03T16:00:00.000Z')).toBe(false)
  })

  test('D1 A1 a region stands for its counties and the zones that a city runs itself', () => {
    expect(countiesUnder('511702', '51')).toEqual(['511702'])
    expect(countiesUnder('511700', '51')).toContain('511702')
    expect(countiesUnder('411500', '41')).toContain('G41150001')
    expect(countiesUnder('000000', '51')).toEqual(countiesUnder('510000', '51'))
    expect(countiesUnder('441900', '44')).toEqual(['441900'])
    expect(countiesUnder('510000', '51').every(code => /^51\d{4}$|^G51/.test(code))).toBe(true)
  })
  test('D1 no county of a province is always last: in a day of runs each is among the first ten', () => {
    const counties = countiesUnder('510000', '51')
    const opened = Date.parse('2025-03-03T00:00:00.000Z')
    const runs = Array.from({ length: 64 }, (_, i) => new Date(opened + i * 900_000).toISOString())
    const early = new Set(runs.flatMap(now => inTurn(counties, now).slice(0, 10)))
    expect(inTurn(counties, runs[0] ?? '').toSorted()).toEqual([...counties].sort())
    expect(early.size).toBeGreaterThan(counties.length * 0.9)
  })
})
