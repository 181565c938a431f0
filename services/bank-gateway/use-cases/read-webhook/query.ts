import { load } from '#shared/commits/execute.ts'
import { answer, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { webhook } from '../../domain/webhook.ts'
import { webhookStandingOf, webhookStandingSchema } from '../../domain/webhook-standing.ts'
import { service } from '../../service.ts'
import { notSet } from '../../webhooks/not-set.ts'
import { progressOf } from '../../webhooks/turn.ts'

/** How the webhook stands and how the last attempts went; secrets by fingerprint alone. */
export const readWebhook = endpoint<Deps>()(service.routes.getWebhook, {
  result: webhookStandingSchema,
  run: async ({ caller, now }, deps) => {
    const { bank: bankId = '' } = caller
    const { state } = await load(deps.table, webhook, bankId)
    if (state.status === 'none') return notSet
    const { lastAttemptAt, lastSuccessAt, nextAttemptAt, holdUntil } = await progressOf(deps.table, bankId)
    // A pause that the receiver asked for holds back every message, also those due before it ends.
    const next = [nextAttemptAt, holdUntil]
      .flatMap(at => (at && at > now ? [at] : []))
      .sort()
      .at(-1)
    return answer({
      ...webhookStandingOf(state, now),
      ...(lastAttemptAt ? { lastAttemptAt } : {}),
      ...(lastSuccessAt ? { lastSuccessAt } : {}),
      ...(next && state.status === 'active' ? { nextAttemptAt: next } : {}),
    })
  },
})
