/** Deeper than any form here nests; a body beyond it would run other code out of its stack. */
export const mostNesting = 64

/** True when arrays and objects stand inside each other more than `most` deep; counted level by level, without a stack. */
export const nestsDeeper = (value: unknown, most: number = mostNesting): boolean => {
  let level: readonly unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true
    level = level.flatMap(each => (each !== null && typeof each === 'object' ? Object.values(each) : []))
  }
  return false
}
