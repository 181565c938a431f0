/** Waiting that can be cut short: by news, or for good. */
export type Pause = {
  /** True when it was woken before the time was up. */
  readonly interruptible: (ms: number) => Promise<boolean>
  readonly uninterrupted: (ms: number) => Promise<void>
  readonly wake: () => void
  readonly end: () => void
}

export const pause = (): Pause => {
  const sleepers = new Set<(woken: boolean) => void>()
  const all = new Set<(woken: boolean) => void>()
  let ended = false
  let news = false

  const sleep = (ms: number, wakeable: boolean): Promise<boolean> =>
    new Promise(resolve => {
      if (ended) return resolve(false)
      if (wakeable && news) {
        news = false
        return resolve(true)
      }
      const done = (woken: boolean) => {
        clearTimeout(timer)
        sleepers.delete(done)
        all.delete(done)
        resolve(woken)
      }
      const timer = setTimeout(done, ms, false)
      all.add(done)
      if (wakeable) sleepers.add(done)
    })

  return {
    interruptible: ms => sleep(ms, true),
    uninterrupted: async ms => {
      await sleep(ms, false)
    },
    wake: () => {
      // News that comes while nobody sleeps must not be slept through.
      news = sleepers.size === 0
      for (const done of [...sleepers]) done(true)
    },
    end: () => {
      ended = true
      for (const done of [...all]) done(false)
    },
  }
}
