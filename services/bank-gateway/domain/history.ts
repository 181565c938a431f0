import { fingerprintOf } from '#shared/domain/canonical.ts'
import type { PlainDay } from '#shared/domain/days.ts'
import type { Note } from './referral-events.ts'

/** Number of the first record behind a chain of corrections; numbers count from one. */
export const rootOf = (history: readonly Note[], number: number): number => {
  const { corrects } = history[number - 1] ?? {}
  return corrects === undefined || corrects >= number ? number : rootOf(history, corrects)
}

export type Standing = {
  readonly number: number
  readonly note: Note
  /** The day of its newest word: nothing in it speaks of a later one. */
  readonly toldOn: PlainDay
}

/** Each feedback as it holds now: the newest correction in the place and on the feedback day of the first. */
export const standingNotes = (history: readonly Note[]): readonly Standing[] => {
  const latest = new Map<number, Note>()
  for (const [index, note] of history.entries()) latest.set(rootOf(history, index + 1), note)
  return [...latest].map(([number, note]) => {
    const fedBackOn = history[number - 1]?.fedBackOn ?? note.fedBackOn
    return { number, note: { ...note, fedBackOn }, toldOn: note.fedBackOn }
  })
}

/** Number of the record with exactly this content, if the bank has said it before. */
export const recordedAs = (history: readonly Note[], said: object): number | undefined => {
  const fingerprint = fingerprintOf(said)
  const index = history.findIndex(note => note.said && fingerprintOf(note.said) === fingerprint)
  return index < 0 ? undefined : index + 1
}
