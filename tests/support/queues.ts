import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { LocalRuntime } from '#infra/local/runtime.ts'

/** A client of the stack's queues, as an operator on this machine has one. */
export const queueClient = ({ endpoints, region }: LocalRuntime): SQSClient =>
  new SQSClient({
    endpoint: endpoints.sqs,
    region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })

/** Messages of a queue, waiting or handed out. */
export const messagesIn = async (sqs: SQSClient, url: string): Promise<number> => {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...names] }),
  )
  return names.reduce((sum, name) => sum + Number(Attributes?.[name] ?? 0), 0)
}
