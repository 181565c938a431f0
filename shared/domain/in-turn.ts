import { sha256 } from './canonical.ts'

/**
 * Each run takes its items in another order: a run may not get through all of them, and one that uses up the time, or
 * fails, is not before the same ones every time.
 */
export const inTurn = (ids: readonly string[], now: string): readonly string[] => {
  const placeOf = new Map(ids.map(id => [id, sha256(`${now}#${id}`)]))
  return ids.toSorted((a, b) => ((placeOf.get(a) ?? '') < (placeOf.get(b) ?? '') ? -1 : 1))
}
