import { setTimeout as sleep } from 'node:timers/promises'
import type { Decision, Refusal } from '#shared/domain/decision.ts'
import { type Actor, type Cause, type Commit, noHash, payloadOf, sealCommit } from './commit.ts'
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

/** What no commit can hold: nothing was changed. */
export const tooLarge: Refusal = {
  code: 'body-too-large',
  detail: '一次保存的内容超过 400 KB，未作任何更改；请分批提交，或精简文字后再提交。',
}

/** DynamoDB takes no item over 400 KB (409,600 bytes); hash, key and names are the rest. */
const mostPayloadBytes = 408_000

const isTooLarge = ({ hash: _, ...content }: Commit): boolean =>
  Buffer.byteLength(payloadOf(content)) > mostPayloadBytes

/** Thrown when an aggregate is written to so fast that a decision lost every one of its bounded tries. */
export class Contention extends Error {}

/** How often a lost race is run again. */
export const tries = 12

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

/** What a command comes to on what was loaded: its answer, and the commit that must be written for the answer to hold. */
export type Decided<E, R> = { readonly answer: Execution<R>; readonly commit?: Commit<E, R> }

/**
 * A cause already in the log answers as it did.
 * A refusal is recorded too, once the aggregate exists, so that a replay answers the same and the attempt can be seen (H4).
 */
export const decideOn = <S, E, R>(
  { name }: AggregateDefinition<S, E>,
  { id, cause, actor, now, decide }: Command<S, E, R>,
  { state, version, hash, commits }: Loaded<S>,
): Decided<E, R> => {
  const earlier = recorded<R>(commits, cause)
  if (earlier) return { answer: earlier }
  const decision = decide(state, version)
  if (decision.kind === 'not-yet') return { answer: decision }
  if (decision.kind === 'unchanged')
    return { answer: { kind: 'done', result: decision.result, version, replayed: false } }
  if (decision.kind === 'refused' && version === 0) return { answer: decision }

  const accepted = decision.kind === 'accepted'
  const commit = sealCommit<E, R>({
    aggregate: name,
    id,
    version: version + 1,
    at: now,
    actor,
    cause,
    events: accepted ? decision.events : [],
    outcome: accepted ? { ok: true, result: decision.result } : { ok: false, refusal: decision.refusal },
    previousHash: hash,
  })
  if (isTooLarge(commit)) return { answer: { kind: 'refused', refusal: tooLarge } }
  return {
    answer: accepted
      ? { kind: 'done', result: decision.result, version: version + 1, replayed: false }
      : decision,
    commit,
  }
}

/** Lets the winner of a race finish; longer each time, and never the same for two losers. */
export const backOff = (attempt: number): Promise<void> =>
  sleep(Math.random() * 5 * 2 ** Math.min(attempt, 6))

/** Load, decide, append: the only way anything changes. A lost race decides again on the newer state. */
export const execute = async <S, E, R>(
  table: CommitTable,
  definition: AggregateDefinition<S, E>,
  command: Command<S, E, R>,
): Promise<Execution<R>> => {
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const guessed = attempt === 1 && command.expectNew === true
    const loaded = guessed ? asIfNew(definition) : await load(table, definition, command.id)
    const { answer, commit } = decideOn(definition, command, loaded)
    // Only a put can prove the guess right: any other answer needs the state as it is.
    if (guessed && !commit) continue
    if (!commit) return answer
    if ((await table.append(commit, command.alongside?.(commit.events))) === 'appended') return answer
    if (!guessed) await backOff(attempt)
  }
  throw new Contention(`${definition.name}#${command.id}: every try lost its race`)
}
