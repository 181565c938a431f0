import type { ScheduleHandlers } from '#shared/queue/clock.ts'
import type { Deps } from './deps.ts'
import { findLeftOuts } from './use-cases/find-left-outs/on-schedule.ts'
import { runImports } from './use-cases/import-file/on-schedule.ts'

export const schedules: ScheduleHandlers<Deps> = {
  'run-imports': runImports,
  'find-left-outs': findLeftOuts,
}
