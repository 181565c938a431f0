import { execute } from '#shared/commits/execute.ts'
import type { EventData } from '#shared/contracts/events.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { openDeltasOf } from '../../domain/open-deltas.ts'
import { placeOf, standingPlaceOf } from '../../domain/place.ts'
import type { Warning } from '../../domain/warning.ts'
import { type Watch, watchDefinition } from '../../domain/watch.ts'
import { updatesOf } from '../../rollups.ts'
import { settle, warn } from './decide.ts'
import { type WatchedEvent, type Word, words } from './words.ts'

/** Where and of whom an event says it is; a bank's interface names several regions instead. */
type At = {
  readonly uscc?: string | undefined
  readonly applicationId?: string | undefined
  readonly regionCode?: string | undefined
  readonly townshipCode?: string | undefined
}
type Warnings = Extract<Word, { warned: unknown }>['warned']

const placed = (
  { uscc, applicationId, regionCode = '', townshipCode }: At,
  warned: Warnings,
  sequence: number,
  province: string,
): readonly Warning[] =>
  warned.map(({ regionCode: own, ...warning }) => ({
    ...warning,
    sequence,
    ...(uscc === undefined ? {} : { uscc }),
    ...(applicationId === undefined ? {} : { applicationId }),
    regionCode: own ?? regionCode,
    ...(townshipCode === undefined ? {} : { townshipCode }),
    place: standingPlaceOf({ regionCode: own ?? regionCode, townshipCode }, province),
  }))

/** What an event does to which watch; undefined when its region is none. */
export const watchingOf = <N extends WatchedEvent>(
  name: N,
  data: EventData<N>,
  sequence: number,
  province: string,
) => {
  const at = data as EventData<WatchedEvent> & At
  if (at.regionCode !== undefined && placeOf({ ...at, regionCode: at.regionCode }) === undefined)
    return undefined
  const word = words[name](data, sequence)
  return {
    id: word.watch,
    decide: (watch: Watch) =>
      'warned' in word
        ? warn(watch, placed(at, word.warned, sequence, province))
        : settle(watch, word.settled),
  }
}

/** One commit on the watch, with the numbers of open warnings in the same transaction (E7). */
export const onWatchedEvent = async <N extends WatchedEvent>(
  { name, data, envelope, cause, actor }: Received<N>,
  { table, clock, province }: Deps,
): Promise<Fate> => {
  const watching = watchingOf(name, data, envelope.sequence, province)
  if (watching === undefined) return { fate: 'dead-letter', why: '事件所在区划无法归入任何县' }
  return fateOf(
    await execute(table, watchDefinition, {
      ...watching,
      cause,
      actor,
      now: clock(),
      alongside: events => updatesOf(table.name, openDeltasOf(events)),
    }),
  )
}
