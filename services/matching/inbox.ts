import type { EventHandlers } from '#shared/queue/inbox.ts'
import type { Deps } from './deps.ts'
import { acknowledgeRecall } from './use-cases/acknowledge-recall/on-event.ts'
import { closeReferral, correctReferral } from './use-cases/close-referral/on-event.ts'
import { onCreditWithdrawn, onLoanRepaid } from './use-cases/end-line/on-event.ts'
import { finishBatch } from './use-cases/finish-batch/on-event.ts'
import { noteOffListCredit } from './use-cases/note-off-list-credit/on-event.ts'
import { noteSilence } from './use-cases/note-silence/on-event.ts'
import { openPlan } from './use-cases/open-plan/on-event.ts'
import { onApplicationRemoved, onApplicationWithdrawn } from './use-cases/stop-plan/on-event.ts'

export const handlers: EventHandlers<Deps> = {
  'application-recommended.v1': openPlan,
  'batch-planned.v1': finishBatch,
  'credit-decided.v1': closeReferral,
  'feedback-corrected.v1': correctReferral,
  'loan-repaid.v1': onLoanRepaid,
  'credit-withdrawn.v1': onCreditWithdrawn,
  'off-list-credit-recorded.v1': noteOffListCredit,
  'referral-unaccepted.v1': noteSilence,
  'application-removed.v1': onApplicationRemoved,
  'application-withdrawn.v1': onApplicationWithdrawn,
  'recall-acknowledged.v1': acknowledgeRecall,
}
