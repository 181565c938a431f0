import { type DueDay, dueAfterWorkingDays, type PlainDay } from '#shared/domain/days.ts'

/** A provisional due day and what it was counted from; a settled day has nothing to count again. */
type Recountable = { readonly workingDays?: number; readonly due: DueDay }

/** The rule names its days: for what was written before the number was kept beside it. */
const daysNamedIn = (rule: string): number | undefined => {
  const named = /^自次日起(\d+)个工作日/.exec(rule)?.[1]
  return named === undefined ? undefined : Number(named)
}

/** E2: working days that are to be counted again, as long as the due day is provisional. */
export const recountDays = ({
  workingDays,
  due: { rule, provisional },
}: Recountable): { readonly recountDays?: number } => {
  const days = provisional ? (workingDays ?? daysNamedIn(rule)) : undefined
  return days === undefined ? {} : { recountDays: days }
}

export type DueAfter = (day: PlainDay, n: number) => DueDay

/** E2: a provisional day changes only when the calendar now says more, if not yet the last word. */
export const recounted = (
  work: { readonly begunOn: PlainDay; readonly dueOn: PlainDay; readonly recountDays?: number },
  dueAfter: DueAfter = dueAfterWorkingDays,
): DueDay | undefined => {
  if (work.recountDays === undefined) return undefined
  const due = dueAfter(work.begunOn, work.recountDays)
  return due.provisional && due.dueOn === work.dueOn ? undefined : due
}
