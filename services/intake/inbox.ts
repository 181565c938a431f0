import type { EventHandlers } from '#shared/queue/inbox.ts'
import type { Deps } from './deps.ts'
import {
  onApplicationConcluded,
  onApplicationRefused,
  onApplicationReturned,
} from './use-cases/free-application/on-event.ts'
import { onBankRegistered } from './use-cases/note-bank/on-event.ts'

export const handlers: EventHandlers<Deps> = {
  'bank-registered.v1': onBankRegistered,
  'application-returned.v1': onApplicationReturned,
  'application-refused.v1': onApplicationRefused,
  'application-concluded.v1': onApplicationConcluded,
}
