import type { service } from '../../service.ts'
import type { WatchedEvent } from '../watch/words.ts'

/** Events that raise or settle a warning and are counted too. */
type Both = 'application-removed.v1' | 'referral-accepted.v1' | 'credit-decided.v1'

/** Every event consumed but those that name a bank or only raise or settle a warning. */
export type CountedEvent = Exclude<
  keyof (typeof service)['consumes'],
  'bank-registered.v1' | Exclude<WatchedEvent, Both>
>
