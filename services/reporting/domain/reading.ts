import { drawingsOf } from './drawings.ts'
import { type Mark, type Subject, subjectKey } from './fact.ts'
import type { AmountMetric, BankMetric, EntityMetric } from './metrics.ts'
import { renewalsOf } from './renewals.ts'
import type { Word } from './word.ts'

/** A subject and where it stands, as the words have it. */
export type Stand = Subject & { readonly mark: Mark }

export const spotOf = ({ place, day, value }: Mark): string =>
  [day, place.county, place.area ?? '~', value].join('|')

const markOf = ({ place, day, sequence }: Word, value: number): Mark => ({ place, day, value, sequence })

const step = (metric: EntityMetric & BankMetric, word: Word): Stand => ({ metric, mark: markOf(word, 1) })

const amount = (
  metric: AmountMetric & BankMetric,
  word: Word,
  fen: number,
  item: string = word.source,
): readonly Stand[] => (fen > 0 ? [{ metric, item, mark: markOf(word, fen) }] : [])

const outcomes = { refused: 'notCredited', 'given-up': 'gaveUp' } as const

const decided = (word: Word): readonly Stand[] =>
  word.outcome === 'granted'
    ? [step('credited', word), ...amount('creditedFen', word, word.fen ?? 0)]
    : [step(outcomes[word.outcome ?? 'refused'], word)]

const offList = (word: Word): readonly Stand[] => {
  const { fen = 0, drawnFen = 0 } = word
  // A credit that turned out to be another enterprise's is none here.
  if (fen === 0) return []
  return [
    step('offListCredited', word),
    ...amount('offListCreditedFen', word, fen),
    ...(drawnFen > 0 ? [step('offListDrawn', word)] : []),
    ...amount('offListDrawnFen', word, drawnFen),
  ]
}

const renewed = (word: Word, item: string): readonly Stand[] => {
  const { fen = 0 } = word
  return [
    step('renewed', word),
    ...amount('renewedFen', word, fen, item),
    ...(word.withoutRepayment
      ? [step('renewedWithoutRepayment', word), ...amount('renewedWithoutRepaymentFen', word, fen, item)]
      : []),
  ]
}

/** What the words of one referral, or of one credit off the lists, come to. */
const standsOf = (words: readonly Word[]): readonly Stand[] => {
  const inSlot = (slot: Word['slot']) => words.filter(word => word.slot === slot)
  const line = inSlot('decision')[0]
  const lineFen = line?.outcome === 'granted' ? (line.fen ?? 0) : 0
  return [
    ...inSlot('acceptance').map(word => step('accepted', word)),
    ...inSlot('contact').map(word => step('contacted', word)),
    ...inSlot('materials').map(word => step('materialsCompleted', word)),
    ...inSlot('decision').flatMap(decided),
    ...inSlot('withdrawn').flatMap(word => [
      step('creditWithdrawn', word),
      ...amount('creditWithdrawnFen', word, lineFen),
    ]),
    ...drawingsOf(words).flatMap(({ word, item, fen }) => [
      step('drawn', word),
      ...amount('drawnFen', word, fen, item),
    ]),
    ...renewalsOf(words).flatMap(({ word, item }) => renewed(word, item)),
    ...inSlot('repaid').map(word => step('repaid', word)),
    ...inSlot('off-list').flatMap(offList),
  ]
}

/** Everything the words come to: an enterprise once a milestone, on its first day, in the region and at each bank (G1). */
export const readWords = (words: readonly Word[]): ReadonlyMap<string, Stand> => {
  const stands = new Map<string, Stand>()
  for (const [, mine] of Map.groupBy(words, ({ source }) => source))
    for (const stand of standsOf(mine))
      for (const seen of [stand, { ...stand, bankId: mine[0]?.bankId ?? '' }]) {
        const key = subjectKey(seen)
        const held = stands.get(key)
        if (!held || spotOf(seen.mark) < spotOf(held.mark)) stands.set(key, seen)
      }
  return stands
}
