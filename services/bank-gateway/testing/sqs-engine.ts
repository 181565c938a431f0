import { SQSClient } from '@aws-sdk/client-sqs'
import { buildApp } from 'fauxqs'

export type TestQueues = { readonly sqs: SQSClient; readonly stop: () => Promise<void> }

/** A real SQS engine in memory, on the loopback interface alone. */
export const startTestQueues = async (): Promise<TestQueues> => {
  const engine = buildApp({ logger: false })
  const endpoint = await engine.listen({ host: '127.0.0.1', port: 0 })
  const sqs = new SQSClient({
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  return {
    sqs,
    stop: async () => {
      sqs.destroy()
      await engine.close()
    },
  }
}
