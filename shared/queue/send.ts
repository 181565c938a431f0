import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs'
import type { Envelope } from '#shared/contracts/events.ts'

/** SQS takes no noncharacter, the development engine no character beyond the first plane: JSON can name both by number. */
const sendable = (envelope: Envelope): string =>
  JSON.stringify(envelope).replace(
    /[^\x20-\uD7FF\uE000-\uFFFD]/g,
    unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** What SQS takes at once: ten messages, and together no more than an older queue allows one. */
const most = { messages: 10, bytes: 262_144 }

const inBatches = (bodies: readonly string[]): readonly (readonly string[])[] => {
  const batches: string[][] = []
  let room = 0
  for (const body of bodies) {
    const bytes = Buffer.byteLength(body)
    const last = batches.at(-1)
    if (last && last.length < most.messages && bytes <= room) last.push(body)
    else {
      batches.push([body])
      room = most.bytes
    }
    room -= bytes
  }
  return batches
}

/** Sends to one queue, as many at once as it takes; throws when any message was not taken, so that the whole is tried again. */
export const sendAll = async (
  sqs: SQSClient,
  queueUrl: string,
  envelopes: readonly Envelope[],
): Promise<void> => {
  for (const batch of inBatches(envelopes.map(sendable))) {
    const answer = await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: batch.map((body, index) => ({ Id: String(index), MessageBody: body })),
      }),
    )
    const [failed] = answer.Failed ?? []
    if (failed) throw new Error(`queue did not take a message: ${failed.Code ?? 'unknown'}`)
  }
}
