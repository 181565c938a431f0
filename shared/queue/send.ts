import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs'
import type { Envelope } from '#shared/contracts/events.ts'

/** Sends to one queue in batches of ten; throws when any message was not taken, so that the whole is tried again. */
export const sendAll = async (
  sqs: SQSClient,
  queueUrl: string,
  envelopes: readonly Envelope[],
): Promise<void> => {
  for (let start = 0; start < envelopes.length; start += 10) {
    const chunk = envelopes.slice(start, start + 10)
    const answer = await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: chunk.map((envelope, index) => ({
          Id: String(index),
          MessageBody: JSON.stringify(envelope),
        })),
      }),
    )
    const [failed] = answer.Failed ?? []
    if (failed) throw new Error(`queue did not take a message: ${failed.Code ?? 'unknown'}`)
  }
}
