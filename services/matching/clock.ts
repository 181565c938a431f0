import type { ScheduleHandlers } from '#shared/queue/clock.ts'
import type { Deps } from './deps.ts'
import { runBatches } from './use-cases/run-batches/on-schedule.ts'

export const schedules: ScheduleHandlers<Deps> = {
  'run-batches': runBatches,
}
