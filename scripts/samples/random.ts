/** Seeded draws (mulberry32): the same seed gives the same workbook on every machine. */
export function randomOf(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  const pick = <T>(items: readonly T[]): T => {
    const item = items[int(0, items.length - 1)]
    if (item === undefined) throw new RangeError('nothing to pick from')
    return item
  }
  const shuffle = <T>(items: readonly T[]): T[] =>
    items
      .map(item => [next(), item] as const)
      .sort(([a], [b]) => a - b)
      .map(([, item]) => item)
  const chance = (probability: number) => next() < probability
  return { next, int, pick, shuffle, chance }
}

export type Random = ReturnType<typeof randomOf>
