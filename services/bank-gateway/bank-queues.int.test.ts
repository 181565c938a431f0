import { setTimeout as sleep } from 'node:timers/promises'
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BankQueues, sqsBankQueues } from './bank-queues.ts'
import { startTestQueues, type TestQueues } from './testing/sqs-engine.ts'

let engine: TestQueues
let queues: BankQueues
const once = { max: 10, waitSeconds: 0, visibilitySeconds: 30 }

beforeAll(async () => {
  engine = await startTestQueues()
  queues = sqsBankQueues(engine.sqs, 'rongxie-51-bank-')
})
afterAll(async () => await engine.stop())

const send = async (bankId: string, text: string) =>
  await engine.sqs.send(new SendMessageCommand({ QueueUrl: await queues.urlOf(bankId), MessageBody: text }))

const attributesOf = async (name: string) => {
  const { QueueUrl } = await engine.sqs.send(new GetQueueUrlCommand({ QueueName: name }))
  const { Attributes } = await engine.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  )
  return Attributes ?? {}
}

test('E3 a bank gets a queue with dead letters, kept fourteen days and encrypted', async () => {
  const urls = await Promise.all([queues.ensure('bank-a'), queues.ensure('bank-a')])
  expect(new Set([...urls, await queues.urlOf('bank-a')]).size).toBe(1)
  const queue = await attributesOf('rongxie-51-bank-bank-a')
  const deadLetters = await attributesOf('rongxie-51-bank-bank-a--dlq')
  expect(queue).toMatchObject({ MessageRetentionPeriod: '1209600', SqsManagedSseEnabled: 'true' })
  expect(deadLetters.MessageRetentionPeriod).toBe('1209600')
  expect(JSON.parse(queue.RedrivePolicy ?? '{}')).toEqual({
    deadLetterTargetArn: deadLetters.QueueArn,
    maxReceiveCount: 20,
  })
})

test('E3 a queue with the settings of an earlier release is brought up to date', async () => {
  await engine.sqs.send(
    new CreateQueueCommand({
      QueueName: 'rongxie-51-bank-bank-old',
      Attributes: { MessageRetentionPeriod: '60' },
    }),
  )
  await queues.ensure('bank-old')
  expect(await attributesOf('rongxie-51-bank-bank-old')).toMatchObject({
    MessageRetentionPeriod: '1209600',
    RedrivePolicy: expect.stringContaining('dlq'),
  })
})

test('E3 no bank can be named after the dead letters of another', async () => {
  await queues.ensure('bank-a')
  for (const name of ['bank-a--dlq', '../bank-a', 'BANK', '']) {
    expect(await queues.urlOf(name)).toBeUndefined()
    await expect(queues.ensure(name)).rejects.toThrow()
  }
  expect(await queues.receive('bank-a-dlq', once)).toEqual([])
})

test('E3 what is not acknowledged comes back after its visibility, what is acknowledged does not', async () => {
  await queues.ensure('bank-b')
  await Promise.all([send('bank-b', 'kept'), send('bank-b', 'lost')])
  const first = await queues.receive('bank-b', { ...once, visibilitySeconds: 1 })
  expect(first.map(message => message.receives)).toEqual([1, 1])
  const kept = first.find(message => message.body === 'kept')?.handle ?? ''
  expect(await queues.acknowledge('bank-b', [kept])).toEqual([true])
  expect(await queues.receive('bank-b', once)).toEqual([])
  await sleep(1100)
  const second = await queues.receive('bank-b', once)
  expect(second.map(({ body, receives }) => ({ body, receives }))).toEqual([{ body: 'lost', receives: 2 }])
})

test('E3 a bank that waits gets what arrives meanwhile', async () => {
  await queues.ensure('bank-c')
  const waiting = queues.receive('bank-c', { ...once, waitSeconds: 5 })
  await sleep(200)
  await send('bank-c', 'late')
  expect((await waiting).map(message => message.body)).toEqual(['late'])
})

test('E3 a bank without a queue has nothing to receive or acknowledge', async () => {
  expect(await queues.receive('bank-none', once)).toEqual([])
  expect(await queues.acknowledge('bank-none', ['handle'])).toEqual([false])
})

test('E3 the bank’s AWS principal alone may read its queue, never send, never see its dead letters', async () => {
  await queues.ensure('bank-d')
  expect(await queues.admit('bank-d', '123456789012')).toBe('admitted')
  const { Policy = '', QueueArn, RedrivePolicy } = await attributesOf('rongxie-51-bank-bank-d')
  const [allow, deny, ...others] = JSON.parse(Policy).Statement
  expect(others).toEqual([])
  expect(allow).toMatchObject({ Principal: { AWS: 'arn:aws:iam::123456789012:root' }, Resource: QueueArn })
  expect(deny).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })
  expect(Policy).not.toMatch(/SendMessage|dlq/)
  expect((await attributesOf('rongxie-51-bank-bank-d--dlq')).Policy).toBeUndefined()

  // A later release's settings leave it alone.
  await sqsBankQueues(engine.sqs, 'rongxie-51-bank-').ensure('bank-d')
  expect(await attributesOf('rongxie-51-bank-bank-d')).toMatchObject({ Policy, RedrivePolicy })
})

test('E3 another principal takes the place of the first; none, or one unknown there, closes the queue', async () => {
  await queues.ensure('bank-e')
  const policyOf = async () => (await attributesOf('rongxie-51-bank-bank-e')).Policy
  const role = 'arn:aws:iam::210987654321:role/reader'
  await queues.admit('bank-e', '123456789012')
  expect(await queues.admit('bank-e', role)).toBe('admitted')
  expect(await policyOf()).toContain(role)
  expect(await policyOf()).not.toContain('123456789012')
  expect(await queues.admit('bank-e', role.replace('aws', 'aws-cn'))).toBe('unusable')
  expect(await policyOf()).toBeFalsy()
  await queues.admit('bank-e', role)
  expect(await queues.admit('bank-e', undefined)).toBe('closed')
  expect(await policyOf()).toBeFalsy()
  expect(await queues.admit('bank-without-queue', role)).toBe('closed')
})

test('E3 a principal that AWS refuses lets nobody in, not the one before either; another failure is tried again', async () => {
  await queues.ensure('bank-f')
  await queues.admit('bank-f', '123456789012')
  const failing = (name: string) => {
    const send = async (command: {
      readonly input: { readonly Attributes?: { readonly Policy?: string } }
    }) => {
      if (command.input.Attributes?.Policy) throw Object.assign(new Error('no'), { name })
      return await engine.sqs.send(command as never)
    }
    return sqsBankQueues({ send } as never, 'rongxie-51-bank-').admit('bank-f', '210987654321')
  }
  await expect(failing('ThrottlingException')).rejects.toThrow('no')
  expect((await attributesOf('rongxie-51-bank-bank-f')).Policy).toContain('123456789012')
  expect(await failing('InvalidAttributeValue')).toBe('unusable')
  expect((await attributesOf('rongxie-51-bank-bank-f')).Policy).toBeFalsy()
})
