import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import { type Chased, type ChaseEvent, chase } from '../../domain/chase.ts'
import type { DueAfter } from '../../domain/recount.ts'

/** E2, E7: counts provisional days again, says what is near, at or past its day, and what was warned of and is over. */
export const chaseWorks = (
  chased: Chased | undefined,
  now: string,
  dueAfter?: DueAfter,
): Decision<ChaseEvent, null> => {
  const events = chased ? chase(chased, now, dueAfter) : []
  return events.length === 0 ? unchanged(null) : accept(events, null)
}
