import type { EventData } from '#shared/contracts/events.ts'

export type Conclusion = Pick<
  EventData<'application-concluded.v1'>,
  'outcome' | 'concludedOn' | 'listId' | 'demandCovered'
>

/** What later stages said of an application's rounds: sets, so that the order in which they are heard does not matter. */
export type Rounds = {
  /** Coachings after a bank's refusal that ended in repair: each sends the application the short way (F1). */
  readonly repairs: readonly string[]
  /** Signed lists that a short way led to, with the version of the case that said so. */
  readonly listed: readonly { readonly listId: string; readonly sequence: number }[]
  readonly conclusions: readonly Conclusion[]
}

export const noRounds: Rounds = { repairs: [], listed: [], conclusions: [] }

const latest = ({ listed }: Rounds) => listed.toSorted((a, b) => a.sequence - b.sequence).at(-1)

/** B11, F1: under way until the last round is concluded; a repair that no list has answered yet is a round of its own. */
export const underWay = (rounds: Rounds): boolean => {
  const { repairs, listed, conclusions } = rounds
  if (conclusions.length === 0) return true
  // D4: a demand that is covered goes to no further bank. A conclusion that names no list is from before short ways were followed.
  if (conclusions.some(({ listId, demandCovered }) => demandCovered || listId === undefined)) return false
  if (repairs.length > listed.length) return true
  const last = latest(rounds)
  return last !== undefined && !conclusions.some(({ listId }) => listId === last.listId)
}

const sequenceOf = ({ listed }: Rounds, { listId }: Conclusion): number =>
  listed.find(each => each.listId === listId)?.sequence ?? 0

/** The conclusion that counts: that of the latest list. */
export const lastConclusion = (rounds: Rounds): Conclusion | undefined =>
  rounds.conclusions
    .toSorted(
      (a, b) => sequenceOf(rounds, a) - sequenceOf(rounds, b) || a.concludedOn.localeCompare(b.concludedOn),
    )
    .at(-1)

export type Told =
  | { readonly kind: 'repaired'; readonly coachingId: string }
  | { readonly kind: 'recommended-again'; readonly listId: string; readonly sequence: number }
  | ({ readonly kind: 'concluded' } & Conclusion)

export const heardBefore = ({ repairs, listed, conclusions }: Rounds, told: Told): boolean => {
  switch (told.kind) {
    case 'repaired':
      return repairs.includes(told.coachingId)
    case 'recommended-again':
      return listed.some(({ listId }) => listId === told.listId)
    case 'concluded':
      return conclusions.some(({ listId }) => listId === told.listId)
  }
}

export const withTold = (rounds: Rounds, told: Told): Rounds => {
  switch (told.kind) {
    case 'repaired':
      return { ...rounds, repairs: [...rounds.repairs, told.coachingId] }
    case 'recommended-again': {
      const { listId, sequence } = told
      return { ...rounds, listed: [...rounds.listed, { listId, sequence }] }
    }
    case 'concluded': {
      const { kind: _kind, ...conclusion } = told
      return { ...rounds, conclusions: [...rounds.conclusions, conclusion] }
    }
  }
}
