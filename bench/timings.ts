export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

export type Timings = {
  readonly timed: <T>(what: string, work: () => Promise<T>) => Promise<T>
  /** Calls and their latency in ms, in the order in which each kind was first seen. */
  readonly rows: () => readonly {
    readonly what: string
    readonly count: number
    readonly p50: number
    readonly p95: number
  }[]
}

/** Latency of calls as their caller feels it, by kind. */
export const timings = (): Timings => {
  const took = new Map<string, number[]>()
  return {
    timed: async (what, work) => {
      const began = performance.now()
      const result = await work()
      const kind = took.get(what) ?? []
      took.set(what, kind)
      kind.push(performance.now() - began)
      return result
    },
    rows: () =>
      [...took].map(([what, all]) => {
        const sorted = all.toSorted((a, b) => a - b)
        return { what, count: all.length, p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95) }
      }),
  }
}
