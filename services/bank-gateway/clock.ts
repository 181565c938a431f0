import type { ScheduleHandlers } from '#shared/queue/clock.ts'
import type { Deps } from './deps.ts'
import { wakeDeliveries } from './use-cases/deliver-webhooks/on-schedule.ts'
import { sweepClocks } from './use-cases/sweep-clocks/on-schedule.ts'
import { watchDeadLetters } from './use-cases/watch-dead-letters/on-schedule.ts'

export const schedules: ScheduleHandlers<Deps> = {
  sweep: sweepClocks,
  'deliver-webhooks': wakeDeliveries,
  'watch-dead-letters': watchDeadLetters,
}
