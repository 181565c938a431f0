import { type Chain, firstOf } from './stages.ts'

/** F1: the short way of a repaired application: the levels that the policy names, then the list, then this bank first. */
export type Round = {
  readonly coachingId: string
  readonly firstBankId: string
  readonly levels: Chain
  readonly begunOn: string
  /** The list that ended the round. */
  readonly listId?: string
}

export type RunningRound = Round & { readonly stepsBefore: number }

/** A repair that came while another round was under way. */
export type WaitingRound = Pick<Round, 'coachingId' | 'firstBankId'>

/** What of a case's file a round touches. */
type Rounded = {
  readonly waitingRounds?: readonly WaitingRound[]
  readonly rounds?: readonly RunningRound[]
  readonly chain: Chain
  readonly steps: readonly unknown[]
}

/** The round that the case is in, until its list is signed. */
export const roundNow = ({ rounds = [] }: Pick<Rounded, 'rounds'>): RunningRound | undefined => {
  const last = rounds.at(-1)
  return last?.listId === undefined ? last : undefined
}

/** The steps begin anew with the levels of the round; what was taken before stays on file. */
export const beginRound = <F extends Rounded>(file: F, round: Round) => {
  const rounds = [...(file.rounds ?? []), { ...round, stepsBefore: file.steps.length }]
  const waitingRounds = (file.waitingRounds ?? []).filter(({ coachingId }) => coachingId !== round.coachingId)
  const begun = { ...file, chain: round.levels, rounds, ...(file.waitingRounds ? { waitingRounds } : {}) }
  return { status: firstOf(round.levels), file: begun }
}

export const queueRound = <F extends Rounded>(file: F, waiting: WaitingRound): F => ({
  ...file,
  waitingRounds: [...(file.waitingRounds ?? []), waiting],
})

export const endRound = <F extends Rounded>(file: F, listId: string): F => {
  const running = roundNow(file)
  return running && file.rounds
    ? { ...file, rounds: [...file.rounds.slice(0, -1), { ...running, listId }] }
    : file
}
