import type { SQSEvent } from 'aws-lambda'
import * as z from 'zod'

/** Brings one receiver what waits for it. */
export type Deliver<D> = (receiver: string, deps: D) => Promise<void>

const bodySchema = z.object({ receiver: z.string() })

/** One receiver a message and one message an event: what fails comes back by itself and holds up no other receiver. */
export const deliverHandler =
  <D>(deliver: Deliver<D> | undefined, deps: D) =>
  async (event: SQSEvent): Promise<void> => {
    if (!deliver) throw new Error('this service declares no deliveries')
    for (const { body } of event.Records) await deliver(bodySchema.parse(JSON.parse(body)).receiver, deps)
  }
