import type { EventName } from '#shared/contracts/names.ts'
import type { EventHandlers, Fate, Received } from '#shared/queue/inbox.ts'
import type { Deps } from './deps.ts'
import { onCountedEvent } from './use-cases/count/on-event.ts'
import { onBankRegistered } from './use-cases/name-bank/on-event.ts'
import { onWatchedEvent } from './use-cases/watch/on-event.ts'

/** Two aggregates hear of one event: a message is done when both are; a repeat harms neither. */
const both =
  <N extends EventName>(
    first: (received: Received<N>, deps: Deps) => Promise<Fate>,
    second: (received: Received<N>, deps: Deps) => Promise<Fate>,
  ) =>
  async (received: Received<N>, deps: Deps): Promise<Fate> => {
    const fate = await first(received, deps)
    return fate.fate === 'done' ? await second(received, deps) : fate
  }

export const handlers: EventHandlers<Deps> = {
  'entity-listed.v1': onCountedEvent,
  'entity-visited.v1': onCountedEvent,
  'application-declared.v1': onCountedEvent,
  'application-screened-out.v1': onCountedEvent,
  'application-returned.v1': onCountedEvent,
  'application-refused.v1': onCountedEvent,
  'application-recommended.v1': onCountedEvent,
  'application-corrected.v1': onCountedEvent,
  'application-withdrawn.v1': onCountedEvent,
  'application-removed.v1': both(onCountedEvent, onWatchedEvent),
  'coaching-opened.v1': onCountedEvent,
  'coaching-closed.v1': onCountedEvent,
  'bank-registered.v1': onBankRegistered,
  'referral-dispatched.v1': onCountedEvent,
  'referral-accepted.v1': both(onCountedEvent, onWatchedEvent),
  'enterprise-contacted.v1': onCountedEvent,
  'materials-completed.v1': onCountedEvent,
  'credit-decided.v1': both(onCountedEvent, onWatchedEvent),
  'loan-drawn.v1': onCountedEvent,
  'loan-renewed.v1': onCountedEvent,
  'loan-repaid.v1': onCountedEvent,
  'credit-withdrawn.v1': onCountedEvent,
  'feedback-corrected.v1': onCountedEvent,
  'off-list-credit-recorded.v1': onCountedEvent,
  'clock-warned.v1': onWatchedEvent,
  'referral-unaccepted.v1': onWatchedEvent,
  'referral-recalled.v1': onWatchedEvent,
  'recall-acknowledged.v1': onWatchedEvent,
  'exposure-warned.v1': onWatchedEvent,
  'exposure-eased.v1': onWatchedEvent,
  'work-warned.v1': onWatchedEvent,
  'work-settled.v1': onWatchedEvent,
  'webhook-disabled.v1': onWatchedEvent,
  'webhook-enabled.v1': onWatchedEvent,
  'loan-misused.v1': onWatchedEvent,
}
