import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import {
  type Fact,
  type FactEvent,
  factDefinition,
  type Mark,
  type Sighting,
  subjectKey,
  wordKey,
} from '../../domain/fact.ts'
import { readWords, spotOf } from '../../domain/reading.ts'
import type { Word } from '../../domain/word.ts'

/** What one event says: what stands once it is seen, and what a bank may still correct. */
export type Told = { readonly sightings: readonly Sighting[]; readonly words: readonly Word[] }

/** A milestone stands on its first day, an amount on the newest word; ties fall the same way in any order. */
const supersedes = (sighting: Sighting, held: Mark): boolean => {
  const { item, mark } = sighting
  if (item !== undefined && mark.sequence !== held.sequence) return mark.sequence > held.sequence
  return spotOf(mark) < spotOf(held)
}

const seen = (fact: Fact, sightings: readonly Sighting[]): readonly FactEvent[] =>
  sightings.flatMap((sighting): FactEvent[] => {
    const before = fact.marks[subjectKey(sighting)]
    if (before === undefined) return [{ type: 'counted', data: sighting }]
    return supersedes(sighting, before) ? [{ type: 'counted', data: { ...sighting, before } }] : []
  })

/** E3: the newest word of a bank holds, whatever the order; what it moves is moved, also away. */
const heard = (fact: Fact, words: readonly Word[]): readonly FactEvent[] => {
  const newer = words
    .filter(word => word.sequence > (fact.words[wordKey(word)]?.sequence ?? 0))
    .map((data): FactEvent => ({ type: 'heard', data }))
  if (newer.length === 0) return []
  const before = readWords(Object.values(fact.words))
  const after = readWords(Object.values(newer.reduce(factDefinition.evolve, fact).words))
  const moved = [...new Set([...before.keys(), ...after.keys()])].flatMap((key): FactEvent[] => {
    const [held, stand] = [fact.marks[key], after.get(key)]
    if (held && stand && spotOf(held) === spotOf(stand.mark)) return []
    const { mark: _mark, ...subject } = stand ?? before.get(key) ?? { metric: 'drawn' as const }
    const change = { ...(stand ? { mark: stand.mark } : {}), ...(held ? { before: held } : {}) }
    return [{ type: 'counted', data: { ...subject, ...change } }]
  })
  return [...newer, ...moved]
}

/** Counts what was not counted yet, and moves what turns out to have happened earlier or otherwise (G1). */
export const count = (fact: Fact, { sightings, words }: Told): Decision<FactEvent, null, never> => {
  const events = [...seen(fact, sightings), ...heard(fact, words)]
  return events.length === 0 ? unchanged(null) : accept(events, null)
}
