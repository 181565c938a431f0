import type { EventHandlers } from '#shared/queue/inbox.ts'
import type { Deps } from './deps.ts'
import { offerRecallToBank } from './use-cases/offer-recall/on-event.ts'
import { offerSiblingNoticeToBank } from './use-cases/offer-sibling-notice/on-event.ts'
import { openBankQueue } from './use-cases/open-bank-queue/on-event.ts'
import { takeInReferral } from './use-cases/take-in-referral/on-event.ts'

export const handlers: EventHandlers<Deps> = {
  'bank-registered.v1': openBankQueue,
  'referral-dispatched.v1': takeInReferral,
  'referral-recalled.v1': offerRecallToBank,
  'sibling-credited.v1': offerSiblingNoticeToBank,
}
