import { setTimeout as sleep } from 'node:timers/promises'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventTypeOf } from '#shared/contracts/names.ts'
import { messagesIn, queueClient } from '../support/queues.ts'
import { startedStack } from '../support/started.ts'
import { declaredCase, withBanks } from '../support/story.ts'

let running: Awaited<ReturnType<typeof startedStack>>
beforeAll(async () => {
  running = await startedStack('511702')
})
afterAll(async () => {
  await running.stop()
})

test('a message that always fails reaches the dead letters after its configured receives and holds up nobody', async () => {
  const { runtime } = running.stack
  const sqs = queueClient(runtime)
  const inbox = runtime.queues.find(({ name, isDeadLetterOf }) => name.includes('review') && !isDeadLetterOf)
  const dead = runtime.queues.find(({ isDeadLetterOf }) => isDeadLetterOf === inbox?.name)
  if (!inbox || !dead) throw new Error('review has an inbox and dead letters')
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: inbox.url,
      MessageBody: JSON.stringify({
        specversion: '1.0',
        id: 'application#broken@1.0',
        source: '/provinces/51/intake',
        type: eventTypeOf('application-declared.v1'),
        subject: 'application/broken',
        time: '2026-03-02T00:00:00.000Z',
        datacontenttype: 'application/json',
        sequence: 1,
        data: { uscc: 'breaks the contract' },
      }),
    }),
  )
  // Meanwhile the next shop's application passes through the same queue.
  await withBanks(running.api, ['icbc'])
  await declaredCase(running.api, 21, ['icbc'])

  const count = (url: string) => messagesIn(sqs, url)
  for (let waited = 0; (await count(dead.url)) === 0 && waited < 90_000; waited += 500) await sleep(500)
  expect(await count(dead.url)).toBe(1)
  expect(await count(inbox.url)).toBe(0)
})
