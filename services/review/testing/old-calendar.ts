import {
  addCalendarDays,
  type DueDay,
  dueAfterWorkingDays,
  isWorkingDay,
  type PlainDay,
} from '#shared/domain/days.ts'

export const noon = (day: PlainDay) => `${day}T04:00:00.000Z`

/** The calendar before 2026 was published: plain weeks, and the last days of 2025 open as well. */
export const byOldCalendar = (day: PlainDay, n: number): DueDay => {
  const isWeekday = (one: PlainDay) => ![0, 6].includes(new Date(`${one}T00:00:00Z`).getUTCDay())
  let [dueOn, counted] = [day, 0]
  while (counted < n) {
    dueOn = addCalendarDays(dueOn, 1)
    if (dueOn < '2026-01-01' ? isWorkingDay(dueOn) : isWeekday(dueOn)) counted += 1
  }
  const provisional = dueOn > '2025-12-28'
  const rule = dueAfterWorkingDays(day, n).rule.split('，')[0] ?? ''
  return { dueOn, rule: provisional ? `${rule}，其中2026年尚未公布` : rule, provisional }
}

/** The list on which views wait for a calendar. */
export const waitingListOf = (views: readonly { name: string; list?: { pk: string } }[]) =>
  views.find(({ name }) => name === 'provisional')?.list?.pk
