import type { ScheduleHandlers } from '#shared/queue/clock.ts'
import type { Deps } from './deps.ts'
import { finishLists } from './use-cases/finish-lists/on-schedule.ts'

export const schedules: ScheduleHandlers<Deps> = {
  'finish-lists': finishLists,
}
