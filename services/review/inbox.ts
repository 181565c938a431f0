import type { EventHandlers } from '#shared/queue/inbox.ts'
import type { Deps } from './deps.ts'
import { inTurn } from './in-turn.ts'
import { correctCase } from './use-cases/correct-case/on-event.ts'
import { followDeclared } from './use-cases/follow-coaching/on-declared.ts'
import { followRecommended } from './use-cases/follow-coaching/on-recommended.ts'
import { keepPolicy } from './use-cases/keep-policy/on-event.ts'
import { openCase } from './use-cases/open-case/on-event.ts'
import { openForBankRefusal } from './use-cases/open-coaching/on-bank-refusal.ts'
import { openForReviewRefusal } from './use-cases/open-coaching/on-review-refusal.ts'
import { recommendRows } from './use-cases/recommend/on-event.ts'
import { reportMisuse } from './use-cases/report-misuse/on-event.ts'
import { takeShortWay } from './use-cases/short-way/on-event.ts'
import { withdrawCase } from './use-cases/withdraw-case/on-event.ts'

export const handlers: EventHandlers<Deps> = {
  'application-declared.v1': inTurn(followDeclared, openCase),
  'application-refused.v1': openForReviewRefusal,
  'credit-decided.v1': openForBankRefusal,
  'coaching-closed.v1': takeShortWay,
  'application-recommended.v1': followRecommended,
  'application-corrected.v1': correctCase,
  'application-withdrawn.v1': withdrawCase,
  'policy-set.v1': keepPolicy,
  'recommendation-list-signed.v1': recommendRows,
  'loan-misused.v1': reportMisuse,
}
