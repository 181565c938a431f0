import { execute } from '#shared/commits/execute.ts'
import type { EventData } from '#shared/contracts/events.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { openDeltasOf } from '../../domain/open-deltas.ts'
import { type Place, placeOf } from '../../domain/place.ts'
import type { Warning } from '../../domain/warning.ts'
import { type Watch, watchDefinition } from '../../domain/watch.ts'
import { updatesOf } from '../../rollups.ts'
import { settle, warn } from './decide.ts'
import { type WatchedEvent, type Word, words } from './words.ts'

/** Where an event says it is. */
type At = Pick<
  EventData<'application-withdrawn.v1'>,
  'uscc' | 'applicationId' | 'regionCode' | 'townshipCode'
>

const placed = (
  { uscc, applicationId, regionCode, townshipCode }: At,
  place: Place,
  warned: Extract<Word, { warned: unknown }>['warned'],
): Warning => ({
  ...warned,
  uscc,
  applicationId,
  regionCode,
  ...(townshipCode === undefined ? {} : { townshipCode }),
  place,
})

/** What an event does to the watch over its application; undefined when its region is none. */
export const watchingOf = <N extends WatchedEvent>(name: N, data: EventData<N> & At) => {
  const place = placeOf(data)
  if (place === undefined) return undefined
  const word = words[name](data)
  return (watch: Watch) =>
    'warned' in word ? warn(watch, placed(data, place, word.warned)) : settle(watch, word.settled)
}

/** One commit on the watch over the application, with the numbers of open warnings in the same transaction (E7). */
export const onWatchedEvent = async <N extends WatchedEvent>(
  { name, data, cause, actor }: Received<N>,
  { table, clock }: Deps,
): Promise<Fate> => {
  const decide = watchingOf(name, data)
  if (decide === undefined) return { fate: 'dead-letter', why: `区划 ${data.regionCode} 无法归入任何县` }
  return fateOf(
    await execute(table, watchDefinition, {
      id: data.applicationId,
      cause,
      actor,
      now: clock(),
      decide,
      alongside: events => updatesOf(table.name, openDeltasOf(events)),
    }),
  )
}
