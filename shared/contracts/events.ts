import * as z from 'zod'
import { bankGatewayEvents } from './bank-gateway.ts'
import { intakeEvents } from './intake.ts'
import { matchingEvents } from './matching.ts'
import type { EventName } from './names.ts'
import { reviewEvents } from './review.ts'

/** The shape of every event's `data`, by name. */
export const eventContracts = {
  ...intakeEvents,
  ...reviewEvents,
  ...matchingEvents,
  ...bankGatewayEvents,
} satisfies Record<EventName, z.ZodType>

export type EventData<N extends EventName> = z.infer<(typeof eventContracts)[N]>

/** An event inside a service: its name and data; the envelope is added when it leaves. */
export type DomainEvent<N extends EventName = EventName> = {
  [K in N]: { readonly type: K; readonly data: EventData<K> }
}[N]

/** CloudEvents 1.0 in JSON, as it stands on every queue. */
export const envelopeSchema = z.object({
  specversion: z.literal('1.0'),
  /** Deterministic: `<aggregate>#<id>@<version>.<index>`. */
  id: z.string(),
  source: z.string(),
  type: z.string(),
  subject: z.string(),
  time: z.string(),
  datacontenttype: z.literal('application/json'),
  /** Version of the aggregate the event belongs to; a consumer that needs order looks here. */
  sequence: z.int().positive(),
  data: z.unknown(),
})
export type Envelope = z.infer<typeof envelopeSchema>
