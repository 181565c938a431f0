import { execute } from '#shared/commits/execute.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { deltasOf } from '../../domain/deltas.ts'
import { factDefinition, type Sighting } from '../../domain/fact.ts'
import { placeOf } from '../../domain/place.ts'
import { updatesOf } from '../../rollups.ts'
import { count } from './decide.ts'
import { type CountedEvent, seers } from './sightings.ts'

/** What an event says of its enterprise; undefined when its region is none. */
export const sightingsOf = <N extends CountedEvent>({
  name,
  data,
  envelope,
}: Pick<Received<N>, 'name' | 'data' | 'envelope'>): readonly Sighting[] | undefined => {
  const place = placeOf(data)
  if (place === undefined) return undefined
  return seers[name](data, envelope.id).map(({ day, value, ...subject }) => ({
    ...subject,
    mark: { place, day, value, sequence: envelope.sequence },
  }))
}

/** One commit on the enterprise's fact, with the rollups it moves in the same transaction (ADR 0003). */
export const onCountedEvent = async <N extends CountedEvent>(
  received: Received<N>,
  { table, clock }: Deps,
): Promise<Fate> => {
  const sightings = sightingsOf(received)
  if (sightings === undefined)
    return { fate: 'dead-letter', why: `区划 ${received.data.regionCode} 无法归入任何县` }
  const { uscc } = received.data
  return fateOf(
    await execute(table, factDefinition, {
      id: uscc,
      cause: received.cause,
      actor: received.actor,
      now: clock(),
      decide: fact => count(fact, sightings),
      alongside: events => updatesOf(table.name, deltasOf(uscc, events)),
    }),
  )
}
