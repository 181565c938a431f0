import { sha256 } from '#shared/domain/canonical.ts'
import type { Refusal } from '#shared/domain/decision.ts'

/** Who did it: a person or system inside an organisation (A2); never a bare name. */
export type Actor = {
  readonly sub: string
  readonly org: string
  readonly role: string
  readonly region: string
}

/** Why it happened: an idempotency key of a caller, a consumed event, a clock; with a fingerprint of what was asked. */
export type Cause = { readonly key: string; readonly fingerprint: string }

export type Outcome<R> =
  | { readonly ok: true; readonly result: R }
  | { readonly ok: false; readonly refusal: Refusal }

/** One decision, written once and never changed. */
export type Commit<E = unknown, R = unknown> = {
  readonly aggregate: string
  readonly id: string
  readonly version: number
  /** ISO 8601, UTC. */
  readonly at: string
  readonly actor: Actor
  readonly cause: Cause
  readonly events: readonly E[]
  readonly outcome: Outcome<R>
  readonly previousHash: string
  readonly hash: string
}

/** The commit before the first one. */
export const noHash = ''

/** Everything but the hash itself as one string: stored as it is, so that the hash can be checked byte by byte. */
export const payloadOf = (commit: Omit<Commit, 'hash'>): string => JSON.stringify(commit)

/** Chains each commit to the one before it (H4). */
export const sealCommit = <E, R>(content: Omit<Commit<E, R>, 'hash'>): Commit<E, R> => ({
  ...content,
  hash: sha256(payloadOf(content)),
})

/** Deterministic id of an event: a retry never mints another one. */
export const eventId = (commit: Pick<Commit, 'aggregate' | 'id' | 'version'>, index: number): string =>
  `${commit.aggregate}#${commit.id}@${commit.version}.${index}`

/** First broken link of a chain, or undefined when it holds (H4). */
export const firstBrokenLink = (commits: readonly Commit[]): number | undefined => {
  let previous = noHash
  for (const [index, { hash, ...content }] of commits.entries()) {
    if (content.version !== index + 1 || content.previousHash !== previous) return index + 1
    if (sha256(payloadOf(content)) !== hash) return index + 1
    previous = hash
  }
  return undefined
}
