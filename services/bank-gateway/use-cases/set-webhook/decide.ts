import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import {
  type Secret,
  type Signing,
  type WebhookEvent,
  type WebhookState,
  webhook,
} from '../../domain/webhook.ts'
import { type WebhookStanding, webhookStandingOf } from '../../domain/webhook-standing.ts'

/** `minted` names the secret that this command made; the secret itself never enters the log. */
export type SetResult = { readonly standing: WebhookStanding; readonly minted?: string }

export type SetCommand = {
  readonly url: string
  readonly signing: Signing
  readonly paused: boolean
}

/** E3: registers or changes the address; a first symmetric one gets its secret here. */
export const setWebhook = (
  state: WebhookState,
  command: SetCommand,
  given: {
    readonly fresh: Secret
    readonly offered: readonly Signing[]
    readonly now: string
  },
): Decision<WebhookEvent, SetResult, RefusalCode> => {
  const { fresh, offered, now } = given
  if (!offered.includes(command.signing))
    return refuse('signing-unavailable', `本省提供的签名方式为 ${offered.join('、')}，请从中选择 signing。`, {
      errors: [{ pointer: '/signing', code: 'unavailable', detail: `可选 ${offered.join('、')}` }],
    })
  const known = state.status === 'none' ? undefined : state
  const needsSecret = command.signing === 'symmetric' && (known?.secrets ?? []).length === 0
  const same =
    known &&
    known.url === command.url &&
    known.signing === command.signing &&
    (known.status === 'disabled' || (known.status === 'paused') === command.paused)
  if (same && !needsSecret) return unchanged({ standing: webhookStandingOf(known, now) })
  const event: WebhookEvent = {
    type: 'webhook-set',
    data: { ...command, ...(needsSecret ? { secret: fresh } : {}) },
  }
  const next = webhook.evolve(state, event)
  if (next.status === 'none') throw new Error('a webhook that was set is none')
  return accept([event], {
    standing: webhookStandingOf(next, now),
    ...(needsSecret ? { minted: fresh.fingerprint } : {}),
  })
}
