import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import { type Counted, type Fact, type Mark, type Sighting, subjectKey } from '../../domain/fact.ts'

const spotOf = ({ place, day, value }: Mark): string =>
  [day, place.county, place.area ?? '~', value].join('|')

/** A milestone stands on its first day, an amount on the newest word; ties fall the same way in any order. */
const supersedes = (sighting: Sighting, held: Mark): boolean => {
  const { item, mark } = sighting
  if (item !== undefined && mark.sequence !== held.sequence) return mark.sequence > held.sequence
  return spotOf(mark) < spotOf(held)
}

/** Counts what was not counted yet, and moves what turns out to have happened earlier (G1). */
export const count = (fact: Fact, sightings: readonly Sighting[]): Decision<Counted, null, never> => {
  const events = sightings.flatMap((sighting): Counted[] => {
    const before = fact.marks[subjectKey(sighting)]
    if (before === undefined) return [{ type: 'counted', data: sighting }]
    return supersedes(sighting, before) ? [{ type: 'counted', data: { ...sighting, before } }] : []
  })
  return events.length === 0 ? unchanged(null) : accept(events, null)
}
