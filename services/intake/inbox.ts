import type { EventHandlers } from '#shared/queue/inbox.ts'
import type { Deps } from './deps.ts'
import { onReviewBegun } from './use-cases/begin-review/on-event.ts'
import { onFeedbackCorrected } from './use-cases/correct-renewals/on-event.ts'
import {
  onApplicationConcluded,
  onApplicationRefused,
  onApplicationRemoved,
  onApplicationReturned,
} from './use-cases/free-application/on-event.ts'
import { onBankRegistered } from './use-cases/note-bank/on-event.ts'
import { onPolicySet } from './use-cases/note-policy/on-event.ts'
import { onLoanRenewed } from './use-cases/note-renewal/on-event.ts'
import { onLoanRepaid } from './use-cases/settle-renewals/on-event.ts'
import { onCoachingClosed, onRecommended } from './use-cases/take-short-way/on-event.ts'

export const handlers: EventHandlers<Deps> = {
  'bank-registered.v1': onBankRegistered,
  'application-returned.v1': onApplicationReturned,
  'application-refused.v1': onApplicationRefused,
  'application-concluded.v1': onApplicationConcluded,
  'application-removed.v1': onApplicationRemoved,
  'coaching-closed.v1': onCoachingClosed,
  'application-recommended.v1': onRecommended,
  'loan-renewed.v1': onLoanRenewed,
  'loan-repaid.v1': onLoanRepaid,
  'feedback-corrected.v1': onFeedbackCorrected,
  'review-begun.v1': onReviewBegun,
  'policy-set.v1': onPolicySet,
}
