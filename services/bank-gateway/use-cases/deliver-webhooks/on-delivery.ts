import { execute, load } from '#shared/commits/execute.ts'
import { fingerprintOf } from '#shared/domain/canonical.ts'
import type { Deps } from '../../deps.ts'
import { webhook } from '../../domain/webhook.ts'
import { ownerOf } from '../../webhooks/owner.ts'
import { type RoundResult, runRound } from '../../webhooks/round.ts'
import { headersBy } from '../../webhooks/sign.ts'
import { endTurn, type Progress, type Turn, takeTurn } from '../../webhooks/turn.ts'
import { noteRound } from './decide.ts'

/** As long as the function may run: a turn that was never given back ends by itself. */
const turnSeconds = 60
const drainMs = 20_000

const plusSeconds = (instant: string, seconds: number): string =>
  new Date(Date.parse(instant) + seconds * 1000).toISOString()

const progressAfter = (turn: Turn, came: RoundResult, now: string): Progress => {
  const { lastAttemptAt, lastSuccessAt } = turn
  const tried = came.delivered + came.failed > 0
  return {
    ...(tried ? { lastAttemptAt: now } : lastAttemptAt ? { lastAttemptAt } : {}),
    ...(came.delivered > 0 ? { lastSuccessAt: now } : lastSuccessAt ? { lastSuccessAt } : {}),
    ...(came.retryInSeconds === undefined ? {} : { nextAttemptAt: plusSeconds(now, came.retryInSeconds) }),
    ...(came.holdSeconds === undefined ? {} : { holdUntil: plusSeconds(now, came.holdSeconds) }),
  }
}

/** Seconds after which to look again before the clock does; one that keeps failing is asked once a minute. */
const againIn = (came: RoundResult, wasFailing: boolean): number | undefined => {
  if (came.gone || came.holdSeconds !== undefined) return undefined
  if (wasFailing && came.delivered === 0) return undefined
  if (came.more && came.delivered > 0) return 0
  return came.retryInSeconds !== undefined && came.retryInSeconds < 60 ? came.retryInSeconds : undefined
}

/** Brings one bank what lies in its queue; another's slowness is no business of this one (E3). */
export const deliverToBank = async (bankId: string, deps: Deps): Promise<void> => {
  const { table, webhooks, deliveries, clock } = deps
  const { state } = await load(table, webhook, bankId)
  if (state.status !== 'active') return
  const turn = await takeTurn(table, bankId, clock(), turnSeconds)
  if (!turn) return
  const headersOf = headersBy({ sealer: deps.sealer, signer: webhooks.signer }, bankId, state, clock())
  const came = await runRound({
    bankId,
    url: state.url,
    headersOf,
    post: webhooks.post,
    bankQueues: deps.bankQueues,
    clock,
    log: deps.log,
    cautious: state.failing !== undefined,
    drainMs,
  })
  const now = clock()
  const owner = await ownerOf(table, bankId)
  await execute(table, webhook, {
    id: bankId,
    cause: { key: `round:${turn.turn}`, fingerprint: fingerprintOf(turn.turn) },
    actor: { sub: 'system:bank-gateway', org: 'system', role: 'system', region: `${deps.province}0000` },
    now,
    decide: current => noteRound(current, { ...came, url: state.url }, owner, now),
  })
  await endTurn(table, bankId, turn, progressAfter(turn, came, now), now)
  const again = againIn(came, state.failing !== undefined)
  if (again !== undefined) await deliveries.wake([bankId], again)
}
