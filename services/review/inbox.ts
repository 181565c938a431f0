import type { EventHandlers } from '#shared/queue/inbox.ts'
import type { Deps } from './deps.ts'
import { openCase } from './use-cases/open-case/on-event.ts'
import { recommendRows } from './use-cases/recommend/on-event.ts'

export const handlers: EventHandlers<Deps> = {
  'application-declared.v1': openCase,
  'recommendation-list-signed.v1': recommendRows,
}
