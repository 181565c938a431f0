import { setTimeout as sleep } from 'node:timers/promises'
import type { Decision, Refusal } from '#shared/domain/decision.ts'
import { type Actor, type Cause, type Commit, noHash, sealCommit } from './commit.ts'
import type { CommitTable, TransactItem } from './table.ts'

/** State as the fold of its events. */
export type AggregateDefinition<S, E> = {
  readonly name: string
  readonly initial: S
  readonly evolve: (state: S, event: E) => S
}

export type Loaded<S> = {
  readonly state: S
  readonly version: number
  readonly hash: string
  readonly commits: readonly Commit[]
}

export type Execution<R> =
  | { readonly kind: 'done'; readonly result: R; readonly version: number; readonly replayed: boolean }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'not-yet'; readonly waitingFor: string }

export type Command<S, E, R> = {
  readonly id: string
  readonly cause: Cause
  readonly actor: Actor
  /** ISO 8601, UTC. */
  readonly now: string
  readonly decide: (state: S, version: number) => Decision<E, R>
  /** Writes that must happen exactly when these events do, such as counters (same transaction). */
  readonly alongside?: (events: readonly E[]) => readonly TransactItem[]
  /** A guess that saves a read: the first try takes the aggregate for new; where it is not, its put loses and the next try reads. */
  readonly expectNew?: boolean
}

export const keyReused: Refusal = {
  code: 'idempotency-key-reused',
  detail: '此 Idempotency-Key 已用于另一内容不同的请求；如为新的请求，请换用新的键。',
}

/** Thrown when an aggregate is written to so fast that a decision lost every one of its bounded tries. */
export class Contention extends Error {}

const tries = 12

export const load = async <S, E>(
  table: CommitTable,
  { name, initial, evolve }: AggregateDefinition<S, E>,
  id: string,
): Promise<Loaded<S>> => {
  const commits = await table.read(name, id)
  const events = commits.flatMap(commit => commit.events as E[])
  const last = commits.at(-1)
  return {
    state: events.reduce(evolve, initial),
    version: last?.version ?? 0,
    hash: last?.hash ?? noHash,
    commits,
  }
}

const asIfNew = <S, E>({ initial }: AggregateDefinition<S, E>): Loaded<S> => ({
  state: initial,
  version: 0,
  hash: noHash,
  commits: [],
})

const recorded = <R>(commits: readonly Commit[], cause: Cause): Execution<R> | undefined => {
  const earlier = commits.find(commit => commit.cause.key === cause.key)
  if (!earlier) return undefined
  if (earlier.cause.fingerprint !== cause.fingerprint) return { kind: 'refused', refusal: keyReused }
  return earlier.outcome.ok
    ? { kind: 'done', result: earlier.outcome.result as R, version: earlier.version, replayed: true }
    : { kind: 'refused', refusal: earlier.outcome.refusal }
}

/**
 * Load, decide, append: the only way anything changes.
 * A cause already in the log answers as it did; a lost race decides again on the newer state.
 * A refusal is recorded too, once the aggregate exists, so that a replay answers the same and the attempt can be seen (H4).
 */
export const execute = async <S, E, R>(
  table: CommitTable,
  definition: AggregateDefinition<S, E>,
  command: Command<S, E, R>,
): Promise<Execution<R>> => {
  const { id, cause, actor, now } = command
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const guessed = attempt === 1 && command.expectNew === true
    const { state, version, hash, commits } = guessed
      ? asIfNew(definition)
      : await load(table, definition, id)
    const earlier = recorded<R>(commits, cause)
    if (earlier) return earlier

    const decision = command.decide(state, version)
    // Only a put can prove the guess right: any other answer needs the state as it is.
    if (guessed && decision.kind !== 'accepted') continue
    if (decision.kind === 'not-yet') return decision
    if (decision.kind === 'unchanged')
      return { kind: 'done', result: decision.result, version, replayed: false }
    if (decision.kind === 'refused' && version === 0) return decision

    const events = decision.kind === 'accepted' ? decision.events : []
    const commit = sealCommit({
      aggregate: definition.name,
      id,
      version: version + 1,
      at: now,
      actor,
      cause,
      events,
      outcome:
        decision.kind === 'accepted'
          ? { ok: true, result: decision.result }
          : { ok: false, refusal: decision.refusal },
      previousHash: hash,
    })
    if ((await table.append(commit, command.alongside?.(events))) === 'appended')
      return decision.kind === 'accepted'
        ? { kind: 'done', result: decision.result, version: version + 1, replayed: false }
        : decision
    if (guessed) continue
    await sleep(Math.random() * 5 * 2 ** Math.min(attempt, 6))
  }
  throw new Contention(`${definition.name}#${id}: every try lost its race`)
}
