import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs'

/** The queue of deliveries to make: one bank a message, so that a slow bank slows nobody else. */
export type Deliveries = {
  readonly wake: (bankIds: readonly string[], delaySeconds?: number) => Promise<void>
}

export const sqsDeliveries = (sqs: SQSClient, queueUrl: string): Deliveries => ({
  wake: async (bankIds, delaySeconds = 0) => {
    for (let start = 0; start < bankIds.length; start += 10) {
      const answer = await sqs.send(
        new SendMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: bankIds.slice(start, start + 10).map((bankId, index) => ({
            Id: String(index),
            MessageBody: JSON.stringify({ receiver: bankId }),
            DelaySeconds: delaySeconds,
          })),
        }),
      )
      const [failed] = answer.Failed ?? []
      if (failed) throw new Error(`queue did not take a message: ${failed.Code ?? 'unknown'}`)
    }
  },
})
