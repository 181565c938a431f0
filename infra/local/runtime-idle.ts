import { setTimeout as sleep } from 'node:timers/promises'

/** What can still be at work. */
export type Work = {
  readonly running: () => number
  /** When the last function ended, by performance.now. */
  readonly lastFinished: () => number
  /** Messages waiting for a function. */
  readonly waiting: () => number
  readonly streams: readonly {
    readonly wake: () => void
    readonly drainedSince: (moment: number) => boolean
  }[]
}

const lookEveryMs = 5

/** Resolves when no function runs, no message waits for one and every stream was looked at after the last of them. */
export const untilIdle = async (work: Work): Promise<void> => {
  const asked = performance.now()
  for (;;) {
    const since = Math.max(asked, work.lastFinished())
    const drained = work.streams.every(stream => stream.drainedSince(since))
    if (work.running() === 0 && work.waiting() === 0 && drained) return
    if (!drained) for (const stream of work.streams) stream.wake()
    await sleep(lookEveryMs)
  }
}
