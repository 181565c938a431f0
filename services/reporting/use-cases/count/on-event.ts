import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { placeOf } from '../../domain/place.ts'
import type { CountedEvent } from './counted-events.ts'
import { count, type Told } from './decide.ts'
import { type SeenEvent, seers } from './sightings.ts'
import { speakers, type WordedEvent } from './words.ts'

type Event<N extends CountedEvent> = Pick<Received<N>, 'name' | 'data' | 'envelope'>

const isWorded = (event: Event<CountedEvent>): event is Event<WordedEvent> => event.name in speakers

/** The name picks speaker or seer and data together; the compiler cannot follow the pair through the lookup. */
const speak = <N extends WordedEvent>({ name, data, envelope }: Event<N>) => speakers[name](data, envelope.id)
const see = <N extends SeenEvent>({ name, data, envelope }: Event<N>) => seers[name](data, envelope.id)

/** What an event says of its enterprise; undefined when its region is none. */
export const toldBy = (event: Event<CountedEvent>): Told | undefined => {
  const place = placeOf(event.data)
  if (place === undefined) return undefined
  const { sequence } = event.envelope
  if (!isWorded(event))
    return {
      words: [],
      sightings: see(event as Event<SeenEvent>).map(({ day, value, ...subject }) => ({
        ...subject,
        mark: { place, day, value, sequence },
      })),
    }
  const { bankId } = event.data
  return { sightings: [], words: speak(event).map(word => ({ sequence, ...word, bankId, place })) }
}

/** One commit on the enterprise's fact (G1). */
export const onCountedEvent = async <N extends CountedEvent>(
  received: Received<N>,
  { count: countInBatch, clock }: Deps,
): Promise<Fate> => {
  const told = toldBy(received as unknown as Event<CountedEvent>)
  if (told === undefined)
    return { fate: 'dead-letter', why: `区划 ${received.data.regionCode} 无法归入任何县` }
  return fateOf(
    await countInBatch({
      id: received.data.uscc,
      cause: received.cause,
      actor: received.actor,
      now: clock(),
      decide: fact => count(fact, told),
    }),
  )
}
