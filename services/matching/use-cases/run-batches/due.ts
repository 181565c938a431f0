import { childrenOf, countyOf, nation } from '#shared/domain/regions.ts'

/** Banks find a batch when they open; before that hour none is pushed. */
const opensAt = 8

/** Monday 1 to Sunday 7, as the policy counts them. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

/** D1: whether the policy of the day names it for a batch. */
export const isBatchDay = (batchWeekdays: readonly number[], day: string): boolean =>
  batchWeekdays.includes(weekdayOf(day))

/** China has kept UTC+8 without summer time since 1992. */
export const hasOpened = (now: string): boolean =>
  new Date(Date.parse(now) + 8 * 3_600_000).getUTCHours() >= opensAt

/** Counties and zones at county level under a region; of the nation, those of this province alone (G8). */
export const countiesUnder = (region: string, province: string): readonly string[] => {
  if (countyOf(region) === region) return [region]
  const top = region === nation ? `${province}0000` : region
  return childrenOf(top).flatMap(({ code }) => countiesUnder(code, province))
}
