import { shanghaiDay } from '#shared/domain/days.ts'
import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import { type WebhookEvent, type WebhookState, webhook } from '../../domain/webhook.ts'
import { type WebhookStanding, webhookStandingOf } from '../../domain/webhook-standing.ts'

/** Whose webhook it is, as the events name it. */
export type WebhookOwner = {
  readonly bankId: string
  readonly institutionId: string
  readonly regionCodes: string[]
}

/** The bank has repaired its side; the five days begin anew with the next failure. */
export const enableWebhook = (
  state: WebhookState,
  owner: WebhookOwner,
  now: string,
): Decision<WebhookEvent, WebhookStanding, RefusalCode> => {
  if (state.status === 'none')
    return refuse('webhook-not-set', '尚未登记 webhook，请先 PUT /bank/v1/webhook。')
  if (state.status !== 'disabled')
    return refuse('webhook-not-disabled', 'webhook 没有被停用，无须启用；暂停与恢复请用 PUT 的 paused。', {
      facts: { state: state.status },
    })
  const event: WebhookEvent = {
    type: 'webhook-enabled.v1',
    data: { ...owner, enabledOn: shanghaiDay(now) },
  }
  const next = webhook.evolve(state, event)
  return accept([event], webhookStandingOf(next.status === 'none' ? state : next, now))
}
