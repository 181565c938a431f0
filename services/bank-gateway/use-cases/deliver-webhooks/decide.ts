import { shanghaiDay } from '#shared/domain/days.ts'
import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import type { WebhookEvent, WebhookState } from '../../domain/webhook.ts'
import type { WebhookOwner } from '../enable-webhook/decide.ts'

/** What came of one round of attempts for one bank. */
export type Round = {
  readonly url: string
  readonly delivered: number
  readonly failed: number
  /** The receiver answered 410. */
  readonly gone: boolean
  /** Why the last attempt failed. */
  readonly problem: string
}

export const disableAfterDays = 5
const dayMs = 86_400_000

/** E3: only a turn is written down (first failure, recovery, end after five days or 410), so the log stays short. */
export const noteRound = (
  state: WebhookState,
  round: Round,
  owner: WebhookOwner,
  now: string,
): Decision<WebhookEvent, { readonly disabled: boolean }, RefusalCode> => {
  const as = { disabled: false }
  // The bank changed the address or the state meanwhile: what was tried says nothing of the new one.
  if (state.status !== 'active' || state.url !== round.url) return unchanged(as)
  const disable = (reason: string, failingSince: string) =>
    accept<WebhookEvent, { disabled: boolean }>(
      [
        {
          type: 'webhook-disabled.v1',
          data: { ...owner, reason, failingSince, disabledOn: shanghaiDay(now) },
        },
      ],
      { disabled: true },
    )
  const { failing } = state
  if (round.gone) return disable('接收地址答复 410，表示不再接收', failing?.since ?? now)
  if (round.delivered > 0)
    return failing ? accept([{ type: 'webhook-recovered', data: { at: now } }], as) : unchanged(as)
  if (round.failed === 0) return unchanged(as)
  if (!failing) return accept([{ type: 'webhook-failing', data: { since: now, problem: round.problem } }], as)
  return Date.parse(now) - Date.parse(failing.since) >= disableAfterDays * dayMs
    ? disable(`连续 ${disableAfterDays} 日无一次送达：${round.problem}`, failing.since)
    : unchanged(as)
}
