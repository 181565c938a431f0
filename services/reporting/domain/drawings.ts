import type { Word } from './word.ts'

/** What was lent, by drawing, after all that the bank corrected. */
export type Drawing = { readonly item: string; readonly word: Word; readonly fen: number }

const itemOf = ({ slot }: Word): string => slot.slice('drawing:'.length)

/** Takes what is too much off the latest drawings and adds what is missing to the last one. */
const fitted = (drawings: readonly Drawing[], total: number): readonly Drawing[] => {
  let left = total
  return drawings.map((drawing, index) => {
    const fen = index === drawings.length - 1 ? left : Math.min(left, drawing.fen)
    left -= fen
    return { ...drawing, fen }
  })
}

/** A correction that tells each drawing leaves nothing to fit; an older one names the total alone. */
const corrected = (total: Word, before: readonly Drawing[]): readonly Drawing[] => {
  if (total.parts)
    return total.parts.map(({ day, fen }, index) => ({
      item: `${total.source}~drawn-${index + 1}`,
      word: { ...total, day },
      fen,
    }))
  const fen = total.fen ?? 0
  return before.length === 0 ? [{ item: `${total.source}~corrected`, word: total, fen }] : fitted(before, fen)
}

/**
 * E3: a correction says what is lent in all, so it stands in the place of the drawings before it: on the days it
 * names; an older one, that names none, on theirs, and on its own while none of these is heard of yet.
 * Drawings after it count by themselves.
 */
export const drawingsOf = (words: readonly Word[]): readonly Drawing[] => {
  const drawings = words
    .filter(({ slot }) => slot.startsWith('drawing:'))
    .toSorted((a, b) => a.sequence - b.sequence)
    .map(word => ({ item: itemOf(word), word, fen: word.fen ?? 0 }))
  const total = words.find(({ slot }) => slot === 'drawn-total')
  if (!total) return drawings
  const before = drawings.filter(({ word }) => word.sequence < total.sequence)
  const after = drawings.filter(({ word }) => word.sequence > total.sequence)
  return [...corrected(total, before), ...after].filter(drawing => drawing.fen > 0)
}
