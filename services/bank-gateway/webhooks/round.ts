import { type Envelope, envelopeSchema } from '#shared/contracts/events.ts'
import type { Log } from '#shared/observability/log.ts'
import type { BankQueues, Shown } from '../bank-queues.ts'
import { judge, problemOf, type Verdict } from '../domain/webhook-retry.ts'
import type { Post } from './post.ts'
import type { SignedHeaders } from './sign.ts'

/** Longer than an attempt may take: what a dead function held comes back, what a living one holds does not. */
const visibilitySeconds = 60
const mostAtOnce = 10

export type RoundResult = {
  readonly delivered: number
  readonly failed: number
  readonly gone: boolean
  readonly problem: string
  /** Seconds until the soonest of the failed messages shows again. */
  readonly retryInSeconds?: number
  readonly holdSeconds?: number
  /** Time ran out with messages left. */
  readonly more: boolean
}

const envelopeIn = (body: string): Envelope | undefined => {
  try {
    return envelopeSchema.safeParse(JSON.parse(body)).data
  } catch {
    return undefined
  }
}

type Given = {
  readonly bankId: string
  readonly url: string
  readonly headersOf: SignedHeaders
  readonly post: Post
  readonly bankQueues: Pick<BankQueues, 'receive' | 'acknowledge' | 'hide'>
  readonly clock: () => string
  readonly log: Log
  /** Nothing was delivered lately: one message at a time finds out whether that has changed. */
  readonly cautious: boolean
  /** How long messages are taken on. */
  readonly drainMs: number
}

/** What is no event is left alone: it shows again each minute and ends among the dead letters. */
const attempt = async (
  { bankId, url, headersOf, post, clock, log }: Given,
  { body, receives }: Shown,
): Promise<Verdict | undefined> => {
  const envelope = envelopeIn(body)
  if (!envelope) return undefined
  const headers = await headersOf({ id: envelope.id, body, now: clock() })
  const outcome = await post({ url, headers, body })
  const verdict = judge(outcome, receives, clock())
  log.info(verdict.kind === 'delivered' ? 'webhook 已送达' : 'webhook 未送达', {
    bankId,
    eventId: envelope.id,
    receives,
    ms: outcome.ms,
    ...(verdict.kind === 'failed' ? { problem: problemOf(outcome), delaySeconds: verdict.delaySeconds } : {}),
  })
  return verdict
}

/** Deletes what was delivered and hides the rest until it is due again (E3). */
const settle = async (
  { bankId, bankQueues }: Given,
  tried: readonly (readonly [Shown, Verdict | undefined])[],
): Promise<readonly Verdict[]> => {
  const delivered = tried.flatMap(([shown, verdict]) => (verdict?.kind === 'delivered' ? [shown.handle] : []))
  const later = tried.flatMap(([shown, verdict]) =>
    verdict?.kind === 'failed' ? [{ handle: shown.handle, seconds: verdict.delaySeconds }] : [],
  )
  await Promise.all([bankQueues.acknowledge(bankId, delivered), bankQueues.hide(bankId, later)])
  return tried.flatMap(([, verdict]) => verdict ?? [])
}

const least = (numbers: readonly number[]): number | undefined =>
  numbers.length === 0 ? undefined : Math.min(...numbers)

/** Empties one bank's queue to its address for a while; stops early when nothing gets through. */
export const runRound = async (given: Given): Promise<RoundResult> => {
  const started = performance.now()
  const verdicts: Verdict[] = []
  let cautious = given.cautious
  let more = true
  while (more && performance.now() - started < given.drainMs) {
    const shown = await given.bankQueues.receive(given.bankId, {
      max: cautious ? 1 : mostAtOnce,
      waitSeconds: 1,
      visibilitySeconds,
    })
    if (shown.length === 0) {
      more = false
      break
    }
    const ended = await Promise.allSettled(shown.map(async one => [one, await attempt(given, one)] as const))
    const came = await settle(
      given,
      ended.flatMap(one => (one.status === 'fulfilled' ? [one.value] : [])),
    )
    // A fault of ours (a key that does not answer, say): what got through is settled first, and stays settled.
    for (const one of ended) if (one.status === 'rejected') throw one.reason
    verdicts.push(...came)
    const through = came.some(({ kind }) => kind === 'delivered')
    const held = came.some(verdict => verdict.kind === 'failed' && verdict.holdSeconds !== undefined)
    // Failing altogether, or asked for a pause: the rest waits in the queue without being counted as shown.
    if (held || (came.length > 0 && !through)) break
    cautious = false
  }
  const failures = verdicts.flatMap(verdict => (verdict.kind === 'failed' ? [verdict] : []))
  const retryInSeconds = least(failures.map(({ delaySeconds }) => delaySeconds))
  const holds = failures.flatMap(({ holdSeconds }) => holdSeconds ?? [])
  return {
    delivered: verdicts.length - failures.length,
    failed: failures.length,
    gone: failures.some(({ gone }) => gone),
    problem: failures.at(-1)?.problem ?? '',
    more,
    ...(retryInSeconds === undefined ? {} : { retryInSeconds }),
    ...(holds.length === 0 ? {} : { holdSeconds: Math.max(...holds) }),
  }
}
