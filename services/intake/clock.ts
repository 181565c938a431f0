import type { ScheduleHandlers } from '#shared/queue/clock.ts'
import type { Deps } from './deps.ts'
import { endExpiredConsents } from './use-cases/end-expired-consents/on-schedule.ts'
import { findLeftOuts } from './use-cases/find-left-outs/on-schedule.ts'
import { runImports } from './use-cases/import-file/on-schedule.ts'
import { planRenewalVisits } from './use-cases/plan-renewal-visits/on-schedule.ts'

export const schedules: ScheduleHandlers<Deps> = {
  'run-imports': runImports,
  'find-left-outs': findLeftOuts,
  'plan-renewal-visits': planRenewalVisits,
  'end-expired-consents': endExpiredConsents,
}
