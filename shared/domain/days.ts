import calendar from 'chinese-days/dist/chinese-days.json' with { type: 'json' }

/** 'YYYY-MM-DD' in Asia/Shanghai. */
export type PlainDay = string

/** A due date with the rule that made it; provisional ones are computed again when the year is published. */
export type DueDay = Readonly<{ dueOn: PlainDay; rule: string; provisional: boolean }>

const dayMs = 86_400_000
// China has kept UTC+8 without summer time since 1992.
const shanghaiOffsetMs = 8 * 3_600_000
const holidays: Readonly<Record<string, string>> = calendar.holidays
const movedWorkingDays: Readonly<Record<string, string>> = calendar.workdays

/** A year is published once its National Day is in the State Council's arrangement. */
export const lastPublishedYear: number = Math.max(
  ...Object.keys(holidays)
    .filter(day => day.endsWith('-10-01'))
    .map(day => Number(day.slice(0, 4))),
)

export function isPlainDay(text: string): text is PlainDay {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const ms = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}

function toMs(day: PlainDay): number {
  if (!isPlainDay(day)) throw new RangeError(`not a calendar day: ${day}`)
  return Date.parse(`${day}T00:00:00Z`)
}

const toDay = (ms: number): PlainDay => new Date(ms).toISOString().slice(0, 10)

const yearOf = (day: PlainDay): number => Number(day.slice(0, 4))

/** The year whose arrangement speaks of this day last: that of 2019 moved 2018-12-29 and 2018-12-31. */
const settledBy = (day: PlainDay): number => yearOf(day) + (day.slice(5) > '12-28' ? 1 : 0)

/** The Shanghai day of an instant; an instant without a zone is none. */
export function shanghaiDay(instant: string): PlainDay {
  const ms = /T.*(Z|[+-]\d{2}:\d{2})$/.test(instant) ? Date.parse(instant) : Number.NaN
  if (Number.isNaN(ms)) throw new RangeError(`not an instant: ${instant}`)
  return toDay(ms + shanghaiOffsetMs)
}

export function addCalendarDays(day: PlainDay, n: number): PlainDay {
  if (!Number.isInteger(n)) throw new RangeError(`not a number of days: ${n}`)
  return toDay(toMs(day) + n * dayMs)
}

/** State Council calendar, moved working days included; an unpublished year reads as plain weeks. */
export function isWorkingDay(day: PlainDay): boolean {
  const weekday = new Date(toMs(day)).getUTCDay()
  if (Object.hasOwn(movedWorkingDays, day)) return true
  return !Object.hasOwn(holidays, day) && weekday !== 0 && weekday !== 6
}

function onOrAfter(day: PlainDay): PlainDay {
  let found = day
  while (!isWorkingDay(found)) found = addCalendarDays(found, 1)
  return found
}

/** E2: the day of the event does not count. */
export function addWorkingDays(day: PlainDay, n: number): PlainDay {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`not a number of working days: ${n}`)
  let found = day
  for (let counted = 0; counted < n; counted++) found = onOrAfter(addCalendarDays(found, 1))
  return found
}

function calendarText(from: PlainDay, to: PlainDay): string {
  const years = Array.from({ length: settledBy(to) - yearOf(from) + 1 }, (_, i) => yearOf(from) + i)
  const open = years.filter(year => year > lastPublishedYear)
  const arrangement = `国务院${years.join('、')}年节假日安排`
  return open.length === 0 ? arrangement : `${arrangement}，其中${open.join('、')}年尚未公布`
}

function withCalendar(text: string, from: PlainDay, dueOn: PlainDay): DueDay {
  return {
    dueOn,
    rule: `${text}，${calendarText(from, dueOn)}`,
    provisional: settledBy(dueOn) > lastPublishedYear,
  }
}

/** E2: n working days after the event day. */
export function dueAfterWorkingDays(day: PlainDay, n: number): DueDay {
  return withCalendar(`自次日起${n}个工作日`, addCalendarDays(day, 1), addWorkingDays(day, n))
}

/** E1: n calendar days after the event day; rolling on (民法典 203条) is a setting and alone reads the calendar. */
export function dueAfterCalendarDays(
  day: PlainDay,
  n: number,
  setting: Readonly<{ rollToWorkingDay: boolean }>,
): DueDay {
  const end = addCalendarDays(day, n)
  if (!setting.rollToWorkingDay)
    return { dueOn: end, rule: `自次日起${n}日，遇休息日不顺延`, provisional: false }
  return withCalendar(`自次日起${n}日，遇休息日顺延至工作日（民法典第203条）`, end, onOrAfter(end))
}
