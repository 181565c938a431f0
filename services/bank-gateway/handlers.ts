import { referralRefSchema } from '#shared/contracts/parts.ts'
import type { Service } from '#shared/service/serve.ts'
import { schedules } from './clock.ts'
import type { Deps } from './deps.ts'
import { bank } from './domain/bank.ts'
import { bankViewsOf } from './domain/known-banks.ts'
import { messageRow } from './domain/message-row.ts'
import { offListCredit, offListViewsOf } from './domain/off-list-credit.ts'
import { referral } from './domain/referral.ts'
import { refusals } from './domain/refusals.ts'
import { viewsOf } from './domain/views.ts'
import { webhook, webhookViews } from './domain/webhook.ts'
import { endpoints } from './http.ts'
import { handlers } from './inbox.ts'
import { service } from './service.ts'
import { deliverToBank } from './use-cases/deliver-webhooks/on-delivery.ts'

/** What a bank finds in its own queue (E3, C7, D4, E7). */
const toldToBank: ReadonlySet<string> = new Set([
  'referral-offered.v1',
  'recall-offered.v1',
  'sibling-notice-offered.v1',
  'clock-warned.v1',
])

export const bankGatewayService: Service<Deps> = {
  declaration: service,
  endpoints,
  refusals,
  handlers,
  schedules,
  aggregates: [
    { definition: referral, viewsOf },
    { definition: bank, viewsOf: bankViewsOf },
    { definition: webhook, viewsOf: webhookViews },
    { definition: offListCredit, viewsOf: offListViewsOf },
  ],
  furtherQueuesOf: async (name, envelope, deps) => {
    if (!toldToBank.has(name)) return []
    const { bankId } = referralRefSchema.parse(envelope.data)
    const url = await deps.bankQueues.urlOf(bankId)
    // Taking the referral in has opened the queue; a gap is a delay, and the relay tries again.
    if (url === undefined) throw new Error(`bank ${bankId} has no queue yet`)
    return [url]
  },
  furtherRowsOf: (name, envelope, { clock }) =>
    toldToBank.has(name)
      ? [messageRow(referralRefSchema.parse(envelope.data).bankId, envelope, clock())]
      : [],
  deliver: deliverToBank,
}
