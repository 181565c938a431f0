import type { Fault } from './faults.ts'
import type { Feedback } from './plan.ts'

/** What this bank knows of one push: what it was offered and what it has said. */
export type Held = {
  readonly referralId: string
  readonly said: readonly Feedback[]
  /** Told that the push was called back (C7). */
  readonly recalled: boolean
  /** Somebody else had begun on it: nothing of it is this run's own. */
  readonly left: boolean
}

export type Journal = {
  readonly held: ReadonlyMap<string, Held>
  readonly hold: (referralId: string) => Held
  readonly said: (referralId: string, feedback: Feedback) => void
  readonly recalled: (referralId: string) => void
  readonly leave: (referralId: string) => void
  /** Counts something for the summary. */
  readonly count: (what: string, by?: number) => void
  readonly counts: () => Readonly<Record<string, number>>
  /** A fault was played once and answered as it must be. */
  readonly played: (fault: Fault) => void
  readonly plays: () => Readonly<Record<string, number>>
  /** Something the platform answered that is not as promised. */
  readonly surprise: (what: string) => void
  readonly surprises: () => readonly string[]
}

/** What happened in one run of the simulator; the bank's own memory. */
export const openJournal = (say: (line: string) => void): Journal => {
  const held = new Map<string, Held>()
  const counts: Record<string, number> = {}
  const plays: Record<string, number> = {}
  const surprises: string[] = []
  const hold = (referralId: string): Held => {
    const known = held.get(referralId) ?? { referralId, said: [], recalled: false, left: false }
    held.set(referralId, known)
    return known
  }
  return {
    held,
    hold,
    said: (referralId, feedback) => {
      const known = hold(referralId)
      held.set(referralId, { ...known, said: [...known.said, feedback] })
    },
    recalled: referralId => {
      held.set(referralId, { ...hold(referralId), recalled: true })
    },
    leave: referralId => {
      held.set(referralId, { ...hold(referralId), left: true })
    },
    count: (what, by = 1) => {
      counts[what] = (counts[what] ?? 0) + by
    },
    counts: () => counts,
    played: fault => {
      plays[fault] = (plays[fault] ?? 0) + 1
    },
    plays: () => plays,
    surprise: what => {
      surprises.push(what)
      say(`  ✗ ${what}`)
    },
    surprises: () => surprises,
  }
}
