import type { EventHandlers } from '#shared/queue/inbox.ts'
import type { Deps } from './deps.ts'
import { onCountedEvent } from './use-cases/count/on-event.ts'
import { onBankRegistered } from './use-cases/name-bank/on-event.ts'

export const handlers: EventHandlers<Deps> = {
  'entity-listed.v1': onCountedEvent,
  'entity-visited.v1': onCountedEvent,
  'application-declared.v1': onCountedEvent,
  'application-screened-out.v1': onCountedEvent,
  'application-returned.v1': onCountedEvent,
  'application-refused.v1': onCountedEvent,
  'application-recommended.v1': onCountedEvent,
  'bank-registered.v1': onBankRegistered,
  'referral-dispatched.v1': onCountedEvent,
  'referral-accepted.v1': onCountedEvent,
  'enterprise-contacted.v1': onCountedEvent,
  'materials-completed.v1': onCountedEvent,
  'credit-decided.v1': onCountedEvent,
  'loan-drawn.v1': onCountedEvent,
}
