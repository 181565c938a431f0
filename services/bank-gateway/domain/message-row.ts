import * as z from 'zod'
import type { View } from '#shared/commits/table.ts'
import { type Envelope, envelopeSchema } from '#shared/contracts/events.ts'

/** All that was ever offered to a bank, in the order in which it was sent (E3); the event itself, so no personal data. */
export const messagesOf = (bankId: string): string => `messages#${bankId}`

/** Kept as text: a map in the table forgets the order of its fields, and the same event shall have the same bytes. */
const eventSchema = z.string().transform(text => envelopeSchema.parse(JSON.parse(text)))

export const messageRowSchema = z.object({ at: z.string(), event: eventSchema })
export type MessageRow = z.infer<typeof messageRowSchema>

const sortKeyOf = (at: string, id: string): string => `${at}#${id}`

/** `at` is when it was sent on, not when it was decided: what is sent later never stands before what was read. */
export const messageRow = (bankId: string, event: Envelope, at: string): View => ({
  // One row an event beside its aggregate: `message-<version>.<index>`.
  name: `message-${event.id.slice(event.id.lastIndexOf('@') + 1)}`,
  list: { pk: messagesOf(bankId), sk: sortKeyOf(at, event.id) },
  data: { at, event: JSON.stringify(event) },
})

export const cursorOf = ({ at, event }: MessageRow): string =>
  Buffer.from(sortKeyOf(at, event.id)).toString('base64url')

/** The place a cursor stands for, or undefined when it was not made here. */
export const placeIn = (cursor: string): string | undefined => {
  const place = Buffer.from(cursor, 'base64url').toString()
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z#[\x21-\x7e]+$/.test(place) ? place : undefined
}

/** Two relays side by side may finish in the other order, and the index follows a moment later. */
const settleSeconds = 5

/** What was sent up to here is all there: nothing will yet appear before it. */
export const settledBefore = (now: string): string =>
  new Date(Date.parse(now) - settleSeconds * 1000).toISOString()
