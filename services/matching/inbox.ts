import type { EventHandlers } from '#shared/queue/inbox.ts'
import type { Deps } from './deps.ts'
import { closeReferral } from './use-cases/close-referral/on-event.ts'
import { finishBatch } from './use-cases/finish-batch/on-event.ts'
import { openPlan } from './use-cases/open-plan/on-event.ts'

export const handlers: EventHandlers<Deps> = {
  'application-recommended.v1': openPlan,
  'batch-planned.v1': finishBatch,
  'credit-decided.v1': closeReferral,
}
