import { AsyncLocalStorage } from 'node:async_hooks'
import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers/promises'
import type { Chance } from './chance.ts'

/** One run of a function: what it does stops for good where it is killed. */
type Invocation = { readonly number: number; readonly what: string; killed: boolean; waiting: number }

/** A read or write that somebody waits for; nothing happens before the scheduler lets it. */
type Step = {
  readonly invocation: Invocation
  readonly what: string
  readonly effect: () => Promise<unknown>
  readonly answer: (outcome: Promise<unknown>) => void
}

export type Ended<R> =
  | { readonly kind: 'answered'; readonly result: R }
  | { readonly kind: 'failed' | 'killed' }

type Fate = 'done' | 'killed before' | 'killed after' | 'fails before' | 'fails after'

const mishaps = ['killed before', 'killed after', 'fails before', 'fails after'] as const

export type Steps = {
  /** Lets `effect` happen when its turn comes; outside an invocation at once. */
  readonly io: <T>(what: string, effect: () => Promise<T>) => Promise<T>
  readonly start: <R>(what: string, work: () => Promise<R>, onEnded: (ended: Ended<R>) => void) => void
  readonly running: () => number
  readonly waiting: () => number
  /** Takes one waiting step, perhaps with a mishap. */
  readonly takeOne: (chance: Chance, mishapOneIn: number) => Promise<void>
  /** Until everybody who runs waits for a step or has ended. */
  readonly quiet: () => Promise<void>
  readonly restore: () => void
}

/**
 * Runs many functions in one thread, one read or write at a time, in an order that chance gives.
 * Between any two of them a function can be killed, or told that the write failed though it took hold.
 */
export const makeSteps = (): Steps => {
  const current = new AsyncLocalStorage<Invocation>()
  const running = new Set<Invocation>()
  let steps: Step[] = []
  let started = 0
  const ends = new Map<Invocation, (ended: Ended<never>) => void>()

  const io = <T>(what: string, effect: () => Promise<T>): Promise<T> => {
    const invocation = current.getStore()
    if (!invocation) return effect()
    if (invocation.killed) return new Promise<T>(() => undefined)
    invocation.waiting += 1
    return new Promise<T>(resolve => {
      steps.push({ invocation, what, effect, answer: outcome => resolve(outcome as Promise<T>) })
    })
  }

  // The pause after a lost race is a step like any other, so that a seed repeats itself to the letter.
  const sleep = timers.setTimeout
  timers.setTimeout = ((ms?: number, value?: unknown) =>
    current.getStore() ? io('pause', async () => value) : sleep(ms, value)) as typeof sleep
  syncBuiltinESMExports()

  const end = (invocation: Invocation, ended: Ended<never>): void => {
    if (!running.delete(invocation)) return
    ends.get(invocation)?.(ended)
    ends.delete(invocation)
  }

  const kill = (invocation: Invocation): void => {
    invocation.killed = true
    steps = steps.filter(step => step.invocation !== invocation)
    end(invocation, { kind: 'killed' })
  }

  const quiet = async (): Promise<void> => {
    for (const from = performance.now(); ; ) {
      await new Promise(resolve => setImmediate(resolve))
      const busy = [...running].find(({ waiting }) => waiting === 0)
      if (!busy) return
      if (performance.now() - from > 20_000)
        throw new Error(`${busy.what} waits for something that is no step`)
    }
  }

  return {
    io,
    start: (what, work, onEnded) => {
      const invocation: Invocation = { number: ++started, what, killed: false, waiting: 0 }
      running.add(invocation)
      ends.set(invocation, onEnded as (ended: Ended<never>) => void)
      current.run(invocation, work).then(
        result => end(invocation, { kind: 'answered', result: result as never }),
        () => end(invocation, { kind: 'failed' }),
      )
    },
    running: () => running.size,
    waiting: () => steps.length,
    takeOne: async (chance, mishapOneIn) => {
      const step = steps.splice(chance.below(steps.length), 1)[0]
      if (!step) return
      const { invocation, effect, answer } = step
      const fate: Fate = mishapOneIn > 0 && chance.oneIn(mishapOneIn) ? chance.pick(mishaps) : 'done'
      invocation.waiting -= 1
      if (fate === 'killed before') kill(invocation)
      else if (fate === 'fails before') answer(Promise.reject(new Error('the network is gone')))
      else {
        const outcome = effect()
        await outcome.catch(() => undefined)
        if (fate === 'killed after') kill(invocation)
        else answer(fate === 'fails after' ? Promise.reject(new Error('the answer is lost')) : outcome)
      }
      await quiet()
    },
    quiet,
    restore: () => {
      timers.setTimeout = sleep
      syncBuiltinESMExports()
    },
  }
}
