/** Chance from a seed: the same seed takes the same way. */
export type Chance = {
  /** A whole number from 0 to below `n`. */
  readonly below: (n: number) => number
  readonly oneIn: (n: number) => boolean
  readonly pick: <T>(from: readonly T[]) => T
}

export const chanceFrom = (seed: number): Chance => {
  let state = (seed * 2_654_435_761) >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (n: number): number => Math.floor(next() * n)
  return {
    below,
    oneIn: n => below(n) === 0,
    pick: from => {
      const picked = from[below(from.length)]
      if (picked === undefined) throw new Error('nothing to pick from')
      return picked
    },
  }
}
