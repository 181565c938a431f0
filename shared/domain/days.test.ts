import { fc, test as property } from '@fast-check/vitest'
import { isWorkday } from 'chinese-workday'
import { describe, expect, test } from 'vitest'
import {
  addCalendarDays,
  addWorkingDays,
  dueAfterCalendarDays,
  dueAfterWorkingDays,
  isPlainDay,
  isWorkingDay,
  lastPublishedYear,
  shanghaiDay,
} from './days.ts'

const everyDay = (from: string, to: string) => {
  const days = [from]
  for (let day = from; day !== to; days.push(day)) day = addCalendarDays(day, 1)
  return days
}

describe('working days', () => {
  test('E2 every day of 2024–2026 agrees with an independent calendar', () => {
    const days = everyDay('2024-01-01', '2026-12-31')
    expect(days).toHaveLength(366 + 365 + 365)
    expect(days.filter(day => isWorkingDay(day) !== isWorkday(day))).toEqual([])
  })

  test('E2 weekend days worked are exactly those moved by the State Council', () => {
    const moved = everyDay('2025-01-01', '2026-12-31').filter(
      day => isWorkingDay(day) && [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()),
    )
    const of2025 = ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11']
    const of2026 = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']
    expect(moved).toEqual([...of2025, ...of2026])
  })

  test.each([
    ['2025-01-24', 5, '2025-02-07'],
    ['2026-09-18', 5, '2026-09-24'],
    ['2025-09-27', 1, '2025-09-28'],
    ['2025-10-01', 1, '2025-10-09'],
    ['2025-01-24', 0, '2025-01-24'],
  ])('E2 %s and %i working days end on %s', (day, n, end) => expect(addWorkingDays(day, n)).toBe(end))

  const someDay = fc.integer({ min: 0, max: 1000 }).map(n => addCalendarDays('2024-01-01', n))

  property.prop([someDay, fc.integer({ min: 1, max: 30 })])(
    'E2 the period holds exactly n working days, the last at its end',
    (day, n) => {
      const end = addWorkingDays(day, n)
      expect(everyDay(addCalendarDays(day, 1), end).filter(isWorkingDay)).toHaveLength(n)
      expect(isWorkingDay(end)).toBe(true)
    },
  )
})

describe('due days', () => {
  test('E2 the rule names the length and the calendar year', () => {
    expect(dueAfterWorkingDays('2025-01-24', 5)).toEqual({
      dueOn: '2025-02-07',
      rule: '自次日起5个工作日，国务院2025年节假日安排',
      provisional: false,
    })
    expect(dueAfterWorkingDays('2025-12-30', 5).rule).toContain('2025、2026年')
  })

  test('E2 a due day beyond the last published year is provisional', () => {
    const late = dueAfterWorkingDays(`${lastPublishedYear}-12-30`, 5)
    expect(late.provisional).toBe(true)
    expect(late.rule).toContain(`其中${lastPublishedYear + 1}年尚未公布`)
    expect(dueAfterWorkingDays(`${lastPublishedYear}-12-01`, 5).provisional).toBe(false)
    expect(
      dueAfterCalendarDays(`${lastPublishedYear}-12-20`, 30, { rollToWorkingDay: true }).provisional,
    ).toBe(true)
  })

  test('E1 E2 the last days of a year are settled by the arrangement of the next: until then they are provisional', () => {
    const [year, next] = [lastPublishedYear, lastPublishedYear + 1]
    const last = dueAfterWorkingDays(addCalendarDays(`${year}-12-31`, -7), 5)
    expect(last).toMatchObject({ provisional: true })
    expect(last.rule).toContain(`国务院${year}、${next}年节假日安排，其中${next}年尚未公布`)
    const roll = { rollToWorkingDay: true }
    const ends = ['12-28', '12-29', '12-31'].map(day => addCalendarDays(`${year}-${day}`, -30))
    const dues = ends.map(day => dueAfterCalendarDays(day, 30, roll))
    for (const due of dues) expect(due.provisional, due.dueOn).toBe(due.dueOn > `${year}-12-28`)
    expect(dueAfterCalendarDays(ends[2] ?? '', 30, { rollToWorkingDay: false }).provisional).toBe(false)
    // 2018-12-29 was worked and 2018-12-31 free, both published with 2019.
    expect(isWorkingDay('2018-12-29')).toBe(true)
    expect(dueAfterWorkingDays('2018-12-27', 2)).toEqual({
      dueOn: '2018-12-29',
      rule: '自次日起2个工作日，国务院2018、2019年节假日安排',
      provisional: false,
    })
  })

  test('E2 2026 is published, the year after is known by its National Day only', () => {
    expect(lastPublishedYear).toBeGreaterThanOrEqual(2026)
    expect(isWorkingDay(`${lastPublishedYear}-10-01`)).toBe(false)
    const weekdays = everyDay(`${lastPublishedYear + 1}-10-01`, `${lastPublishedYear + 1}-10-07`)
    expect(weekdays.filter(isWorkingDay).length).toBeGreaterThanOrEqual(5)
  })

  test('E1 30 calendar days end on the 30th day after, rest day or not', () => {
    const keep = dueAfterCalendarDays('2025-09-04', 30, { rollToWorkingDay: false })
    expect(keep).toEqual({ dueOn: '2025-10-04', rule: '自次日起30日，遇休息日不顺延', provisional: false })
  })

  test('E1 rolling on goes to the next working day', () => {
    const roll = dueAfterCalendarDays('2025-09-04', 30, { rollToWorkingDay: true })
    expect(roll).toMatchObject({ dueOn: '2025-10-09', provisional: false })
    expect(roll.rule).toBe('自次日起30日，遇休息日顺延至工作日（民法典第203条），国务院2025年节假日安排')
    expect(dueAfterCalendarDays('2025-11-03', 30, { rollToWorkingDay: true }).dueOn).toBe('2025-12-03')
  })
})

describe('days', () => {
  test.each([
    ['2025-01-23T15:59:59.999Z', '2025-01-23'],
    ['2025-01-23T16:00:00Z', '2025-01-24'],
    ['2025-01-24T00:00:00+08:00', '2025-01-24'],
    ['2024-12-31T16:00:00Z', '2025-01-01'],
  ])('%s is %s in Shanghai', (instant, day) => expect(shanghaiDay(instant)).toBe(day))

  test.each(['', '2025-01-24', '2025-01-24T00:00:00', 'gestern', '2025-13-01T00:00:00Z'])(
    '%j is no instant',
    text => {
      expect(() => shanghaiDay(text)).toThrow(RangeError)
    },
  )

  test.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2025-02-28', 1, '2025-03-01'],
    ['2025-01-01', -1, '2024-12-31'],
  ])('%s and %i days is %s', (day, n, end) => expect(addCalendarDays(day, n)).toBe(end))

  test('a day that does not exist is refused', () => {
    expect(['2025-02-29', '2025-2-1', '20250201', '2025-02-01T00:00:00Z'].map(isPlainDay)).toEqual([
      false,
      false,
      false,
      false,
    ])
    expect(() => isWorkingDay('2025-02-29')).toThrow(RangeError)
    expect(() => addCalendarDays('2025-02-28', 0.5)).toThrow(RangeError)
    expect(() => addWorkingDays('2025-02-28', -1)).toThrow(RangeError)
  })
})
