import type { QueueSourceSpec } from '../assembly/event-sources.ts'
import type { ReceivedMessage } from '../engines/fauxqs.ts'
import type { QueueEngine } from '../engines/queues.ts'
import type { Invocation } from '../lambda/instance.ts'
import { failedItems } from './batch-outcome.ts'

export type QueueSource = { readonly stop: () => Promise<void> }

const attributeOf = (attribute: Readonly<Record<string, unknown>>) => ({
  ...(attribute.StringValue === undefined ? {} : { stringValue: attribute.StringValue }),
  ...(attribute.BinaryValue === undefined ? {} : { binaryValue: attribute.BinaryValue }),
  stringListValues: [],
  binaryListValues: [],
  dataType: attribute.DataType,
})

/** A message as Lambda hands it over. */
const recordOf = (message: ReceivedMessage, arn: string, region: string) => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body,
  attributes: message.Attributes ?? {},
  messageAttributes: Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [name, attributeOf(value)]),
  ),
  md5OfBody: message.MD5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN: arn,
  awsRegion: region,
})

const pollSeconds = 20
const receiveMax = 10

/** Reads a queue for a function: several batches at once, only what was handled is removed. */
export const startQueueSource = (options: {
  readonly spec: QueueSourceSpec
  readonly region: string
  readonly queues: QueueEngine
  readonly invoke: (functionName: string, event: unknown) => Promise<Invocation>
}): QueueSource => {
  const { spec, region, queues, invoke } = options
  const { arn } = spec
  const running = new Set<Promise<void>>()
  let stopped = false

  const gather = async (): Promise<readonly ReceivedMessage[]> => {
    const first = await queues.receive(arn, Math.min(spec.batchSize, receiveMax), pollSeconds)
    if (first.length === 0 || spec.windowMs === 0) return first
    const messages = [...first]
    const until = Date.now() + spec.windowMs
    while (messages.length < spec.batchSize && Date.now() < until && !stopped) {
      const room = Math.min(spec.batchSize - messages.length, receiveMax)
      const seconds = Math.max(0.05, (until - Date.now()) / 1000)
      messages.push(...(await queues.receive(arn, room, Math.min(seconds, pollSeconds))))
    }
    return messages
  }

  const handle = async (messages: readonly ReceivedMessage[]): Promise<void> => {
    const Records = messages.map(message => recordOf(message, arn, region))
    const invocation = await invoke(spec.fn.name, { Records })
    const failed = failedItems(
      messages.map(message => message.MessageId),
      invocation,
      spec.partialFailures,
    )
    if (stopped) return
    queues.remove(
      arn,
      messages.filter(message => !failed.has(message.MessageId)).map(message => message.ReceiptHandle),
    )
  }

  const poll = async (): Promise<void> => {
    while (!stopped) {
      if (running.size >= spec.concurrency) {
        await Promise.race(running)
        continue
      }
      const messages = await gather()
      if (messages.length === 0 || stopped) continue
      const batch = handle(messages).finally(() => running.delete(batch))
      running.add(batch)
    }
  }
  const polling = poll()

  return {
    stop: async () => {
      stopped = true
      await Promise.all([polling, ...running])
    },
  }
}
