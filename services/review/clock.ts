import type { ScheduleHandlers } from '#shared/queue/clock.ts'
import type { Deps } from './deps.ts'
import { chase } from './use-cases/chase/on-schedule.ts'
import { finishLists } from './use-cases/finish-lists/on-schedule.ts'

export const schedules: ScheduleHandlers<Deps> = {
  chase,
  'finish-lists': finishLists,
}
