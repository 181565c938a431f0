import type { EventData } from '#shared/contracts/events.ts'
import type { Service } from '#shared/service/serve.ts'
import type { Deps } from './deps.ts'
import { referral } from './domain/referral.ts'
import { refusals } from './domain/refusals.ts'
import { viewsOf } from './domain/views.ts'
import { endpoints } from './http.ts'
import { handlers } from './inbox.ts'
import { service } from './service.ts'

export const bankGatewayService: Service<Deps> = {
  declaration: service,
  endpoints,
  refusals,
  handlers,
  schedules: {},
  aggregates: [{ definition: referral, viewsOf }],
  furtherQueuesOf: async (name, envelope, deps) => {
    if (name !== 'referral-offered.v1') return []
    const { bankId } = envelope.data as EventData<'referral-offered.v1'>
    const url = await deps.bankQueues.urlOf(bankId)
    // Taking the referral in has opened the queue; a gap is a delay, and the relay tries again.
    if (url === undefined) throw new Error(`bank ${bankId} has no queue yet`)
    return [url]
  },
}
