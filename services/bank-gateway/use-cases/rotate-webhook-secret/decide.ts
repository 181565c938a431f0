import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import {
  type Secret,
  secretsAt,
  type WebhookEvent,
  type WebhookState,
  webhook,
} from '../../domain/webhook.ts'
import { webhookStandingOf } from '../../domain/webhook-standing.ts'
import type { SetResult } from '../set-webhook/decide.ts'

/** More would only make the header long: a bank changes its secret, it does not collect them. */
const mostAtOnce = 3

const plusHours = (instant: string, hours: number): string =>
  new Date(Date.parse(instant) + hours * 3_600_000).toISOString()

/** A new secret signs at once; the ones before sign beside it until the overlap ends: without one, not at all. */
export const rotateSecret = (
  state: WebhookState,
  overlapHours: number,
  fresh: Secret,
  now: string,
): Decision<WebhookEvent, SetResult, RefusalCode> => {
  if (state.status === 'none')
    return refuse('webhook-not-set', '尚未登记 webhook，请先 PUT /bank/v1/webhook。')
  if (state.signing !== 'symmetric')
    return refuse(
      'no-secret',
      `签名方式为 ${state.signing}，没有共享密钥可轮换；公钥见 /bank/v1/webhook-keys。`,
    )
  const signing = overlapHours === 0 ? [] : secretsAt(state, now)
  if (signing.length >= mostAtOnce)
    return refuse(
      'too-many-secrets',
      `已有 ${signing.length} 个密钥同时有效；请待其中一个到期（见 GET /bank/v1/webhook）后再轮换。`,
    )
  const overlapUntil = plusHours(now, overlapHours)
  const ending = signing.map(secret => ({
    ...secret,
    // An earlier promise to end sooner is kept.
    until: secret.until !== undefined && secret.until < overlapUntil ? secret.until : overlapUntil,
  }))
  const event: WebhookEvent = { type: 'webhook-secret-rotated', data: { secrets: [fresh, ...ending] } }
  const next = webhook.evolve(state, event)
  return accept([event], {
    standing: webhookStandingOf(next.status === 'none' ? state : next, now),
    minted: fresh.fingerprint,
  })
}
