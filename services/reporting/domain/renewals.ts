import type { Word } from './word.ts'

/** What was renewed, by renewal, after all that the bank corrected. */
export type Renewal = { readonly item: string; readonly word: Word }

const itemOf = ({ slot }: Word): string => slot.slice('renewal:'.length)

/** E3 E4: a correction tells every renewal before it again; renewals after it count by themselves. */
export const renewalsOf = (words: readonly Word[]): readonly Renewal[] => {
  const anew = words.find(({ slot }) => slot === 'renewed-anew')
  const since = anew?.sequence ?? 0
  const told = words.filter(({ slot, sequence }) => slot.startsWith('renewal:') && sequence > since)
  return [
    ...(anew?.parts ?? []).map((part, index) => ({
      item: `${anew?.source}~renewed-${index + 1}`,
      word: { ...(anew as Word), ...part },
    })),
    ...told.map(word => ({ item: itemOf(word), word })),
  ]
}
