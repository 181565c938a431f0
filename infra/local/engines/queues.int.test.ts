import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type QueueEngine, startQueues } from './queues.ts'

const region = 'cn-northwest-1'
let dataDir: string
let engine: QueueEngine
let sqs: SQSClient

const client = () =>
  new SQSClient({
    endpoint: engine.endpoint,
    region,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  })

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'rongxie-queues-'))
  engine = await startQueues(dataDir, region)
  sqs = client()
})
afterEach(async () => {
  sqs.destroy()
  await engine.stop()
  rmSync(dataDir, { recursive: true })
})

const restart = async () => {
  sqs.destroy()
  await engine.stop()
  engine = await startQueues(dataDir, region)
  sqs = client()
}
const receive = async (QueueUrl: string, VisibilityTimeout = 30) => {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout,
      MessageSystemAttributeNames: ['All'],
    }),
  )
  return Messages
}
const send = (QueueUrl: string, MessageBody: string) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }))
const show = (QueueUrl: string, ReceiptHandle: string | undefined) =>
  sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }))

test('E3 a queue made at run time, its messages and its address are there after a restart', async () => {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'bank-a' }))
  expect(QueueUrl).toBe(engine.urlOf('bank-a'))
  await send(QueueUrl, '1')
  await restart()
  expect(engine.urlOf('bank-a')).toBe(QueueUrl)
  expect((await receive(QueueUrl)).map(message => message.Body)).toEqual(['1'])
})

test('E3 a message shown again at once comes back, counted, also after a restart', async () => {
  engine.prepare([{ name: 'q', attributes: {} }])
  const url = engine.urlOf('q')
  await send(url, '1')
  await show(url, (await receive(url))[0]?.ReceiptHandle)
  await show(url, (await receive(url))[0]?.ReceiptHandle)
  await restart()
  expect((await receive(url)).map(message => message.Attributes?.ApproximateReceiveCount)).toEqual(['3'])
})

test('E3 what was handed out stays hidden over a restart and its receipt still counts', async () => {
  engine.prepare([{ name: 'q', attributes: {} }])
  const url = engine.urlOf('q')
  await send(url, '1')
  const [message] = await receive(url)
  await restart()
  expect(await receive(url)).toEqual([])
  await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle }))
  expect(engine.depth(engine.arnOf('q'))).toBe(0)
})

test.each([
  ['still hidden', '30', 0],
  ['visible again by then', '1', 1100],
])(
  'messages handed to functions of an earlier life come back uncounted, %s',
  async (_name, VisibilityTimeout, wait) => {
    engine.prepare([{ name: 'q', attributes: { VisibilityTimeout } }])
    await send(engine.urlOf('q'), '1')
    await send(engine.urlOf('q'), '2')
    expect(await engine.receive(engine.arnOf('q'), 1, 0)).toHaveLength(1)
    await new Promise(resolve => setTimeout(resolve, wait))
    await restart()
    engine.takeBack(engine.arnOf('q'))
    const again = await engine.receive(engine.arnOf('q'), 10, 0)
    expect(again.map(message => message.Attributes?.ApproximateReceiveCount)).toEqual(['1', '1'])
  },
)

test('a message received too often ends in the dead-letter queue, there also after a restart', async () => {
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: engine.arnOf('dead'), maxReceiveCount: 2 })
  engine.prepare([
    { name: 'q', attributes: { RedrivePolicy } },
    { name: 'dead', attributes: {} },
  ])
  const url = engine.urlOf('q')
  await send(url, '1')
  for (let receives = 0; receives < 2; receives++) await show(url, (await receive(url))[0]?.ReceiptHandle)
  expect(await receive(url)).toEqual([])
  expect(engine.list().find(queue => queue.name === 'dead')?.isDeadLetterOf).toBe('q')
  await restart()
  expect(engine.depth(engine.arnOf('q'))).toBe(0)
  expect((await receive(engine.urlOf('dead'))).map(message => message.Body)).toEqual(['1'])
})

test('a changed template changes a kept queue and leaves its messages', async () => {
  engine.prepare([{ name: 'q', attributes: { VisibilityTimeout: '30' } }])
  await send(engine.urlOf('q'), '1')
  await restart()
  engine.prepare([{ name: 'q', attributes: { VisibilityTimeout: '1' } }])
  expect(await engine.receive(engine.arnOf('q'), 10, 0)).toHaveLength(1)
  await new Promise(resolve => setTimeout(resolve, 1100))
  expect(await engine.receive(engine.arnOf('q'), 10, 0)).toHaveLength(1)
})
