import { type Commit, eventId } from '#shared/commits/commit.ts'
import type { DomainEvent, Envelope } from '#shared/contracts/events.ts'
import { type EventName, eventTypeOf, producers } from '#shared/contracts/names.ts'

/** Wraps one event of a commit as CloudEvents 1.0; every field follows from the commit, so a retry gives the same bytes. */
export const envelopeOf = (province: string, commit: Commit, index: number): Envelope => {
  const event = commit.events[index] as DomainEvent
  return {
    specversion: '1.0',
    id: eventId(commit, index),
    source: `/provinces/${province}/${producers[event.type]}`,
    type: eventTypeOf(event.type),
    subject: `${commit.aggregate}/${commit.id}`,
    time: commit.at,
    datacontenttype: 'application/json',
    sequence: commit.version,
    data: event.data,
  }
}

/** Indexes of the commit's events that leave the service. */
export const publishedIndexes = (commit: Commit, publishes: readonly EventName[]): readonly number[] =>
  commit.events.flatMap((event, index) =>
    publishes.includes((event as { type: EventName }).type) ? [index] : [],
  )
