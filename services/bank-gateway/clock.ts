import type { ScheduleHandlers } from '#shared/queue/clock.ts'
import type { Deps } from './deps.ts'
import { sweepClocks } from './use-cases/sweep-clocks/on-schedule.ts'

export const schedules: ScheduleHandlers<Deps> = {
  sweep: sweepClocks,
}
