import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import { type Chased, type ChaseEvent, chase } from '../../domain/chase.ts'

/** E7: says what of this aggregate is near, at or past its day, and what was warned of and is over. */
export const chaseWorks = (chased: Chased | undefined, now: string): Decision<ChaseEvent, null> => {
  const events = chased ? chase(chased, now) : []
  return events.length === 0 ? unchanged(null) : accept(events, null)
}
