import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { View } from '#shared/commits/table.ts'
import type { DomainEvent } from '#shared/contracts/events.ts'
import type { PlainDay } from '#shared/domain/days.ts'

export const signings = ['symmetric', 'sm2', 'ecdsa-p256'] as const
export type Signing = (typeof signings)[number]

/** A secret as it is kept: sealed, known by its fingerprint; past `until` it signs no more. */
export type Secret = { readonly fingerprint: string; readonly sealed: string; readonly until?: string }

/** The address to which a bank wants its messages brought; one a bank (E3). */
export type Webhook = {
  readonly status: 'active' | 'paused' | 'disabled'
  readonly url: string
  readonly signing: Signing
  /** Newest first; empty unless the signature is symmetric. */
  readonly secrets: readonly Secret[]
  /** Since when nothing was delivered although it was tried. */
  readonly failing?: { readonly since: string; readonly problem: string }
  readonly disabled?: { readonly reason: string; readonly on: PlainDay }
}
export type WebhookState = { readonly status: 'none' } | Webhook

export type WebhookEvent =
  | {
      readonly type: 'webhook-set'
      readonly data: {
        readonly url: string
        readonly signing: Signing
        readonly paused: boolean
        /** Only when a new one was made. */
        readonly secret?: Secret
      }
    }
  | { readonly type: 'webhook-secret-rotated'; readonly data: { readonly secrets: readonly Secret[] } }
  | { readonly type: 'webhook-failing'; readonly data: { readonly since: string; readonly problem: string } }
  | { readonly type: 'webhook-recovered'; readonly data: { readonly at: string } }
  | DomainEvent<'webhook-disabled.v1' | 'webhook-enabled.v1'>

const without = <T extends Webhook, K extends keyof T>(state: T, ...names: K[]): T =>
  Object.fromEntries(Object.entries(state).filter(([name]) => !names.includes(name as K))) as T

const afterSet = (state: WebhookState, { url, signing, paused, secret }: SetData): Webhook => {
  const known = state.status === 'none' ? undefined : state
  const kept = signing === 'symmetric' ? (known?.secrets ?? []) : []
  const next: Webhook = {
    ...known,
    // What was switched off is switched on by `enable` alone.
    status: known?.status === 'disabled' ? 'disabled' : paused ? 'paused' : 'active',
    url,
    signing,
    secrets: secret ? [secret] : kept,
  }
  return known?.url === url ? next : without(next, 'failing')
}
type SetData = Extract<WebhookEvent, { type: 'webhook-set' }>['data']

const evolve = (state: WebhookState, event: WebhookEvent): WebhookState => {
  if (event.type === 'webhook-set') return afterSet(state, event.data)
  if (state.status === 'none') return state
  switch (event.type) {
    case 'webhook-secret-rotated':
      return { ...state, secrets: event.data.secrets }
    case 'webhook-failing':
      return { ...state, failing: event.data }
    case 'webhook-recovered':
      return without(state, 'failing')
    case 'webhook-disabled.v1': {
      const { reason, disabledOn } = event.data
      return { ...state, status: 'disabled', disabled: { reason, on: disabledOn } }
    }
    case 'webhook-enabled.v1':
      return { ...without(state, 'failing', 'disabled'), status: 'active' }
  }
}

export const webhook: AggregateDefinition<WebhookState, WebhookEvent> = {
  name: 'webhook',
  initial: { status: 'none' },
  evolve,
}

/** Secrets that sign at this moment, newest first. */
export const secretsAt = (state: Webhook, now: string): readonly Secret[] =>
  state.secrets.filter(({ until }) => until === undefined || until > now)

/** Every webhook to which messages are brought now. */
export const activeList = 'webhooks#active'

export const webhookViews = (state: WebhookState, bankId: string): readonly View[] =>
  state.status === 'none'
    ? []
    : [
        {
          name: 'active',
          ...(state.status === 'active' ? { list: { pk: activeList, sk: bankId } } : {}),
          data: { bankId },
        },
      ]
