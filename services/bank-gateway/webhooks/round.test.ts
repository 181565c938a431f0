import { expect, test } from 'vitest'
import { silentLog } from '#shared/testing/harness.ts'
import type { Shown } from '../bank-queues.ts'
import type { Attempt } from '../domain/webhook-retry.ts'
import { runRound } from './round.ts'

const eventWith = (id: string): string =>
  JSON.stringify({
    ...{ specversion: '1.0', id, source: 's', type: 't', subject: 's', time: 't' },
    ...{ datacontenttype: 'application/json', sequence: 1, data: {} },
  })

/** A queue that hides what it has shown, over plain memory. */
const memoryQueue = (ids: readonly string[], receives = 1) => {
  const waiting: Shown[] = ids.map(id => ({ handle: id, body: eventWith(id), receives }))
  const gone: string[] = []
  const hidden: { handle: string; seconds: number }[] = []
  return {
    gone,
    hidden,
    receive: async (_bankId: string, { max }: { readonly max: number }) => waiting.splice(0, max),
    acknowledge: async (_bankId: string, handles: readonly string[]) => {
      gone.push(...handles)
      return handles.map(() => true)
    },
    hide: async (_bankId: string, entries: readonly { handle: string; seconds: number }[]) =>
      void hidden.push(...entries),
  }
}

const round = async (
  queue: ReturnType<typeof memoryQueue>,
  answerTo: (id: string) => Attempt,
  more: {
    readonly cautious?: boolean
    readonly headersOf?: (id: string) => Promise<Record<string, string>>
  } = {},
) => {
  const posted: string[] = []
  const came = runRound({
    bankId: 'bank-a',
    url: 'https://hooks.bank.example.cn/',
    headersOf: async ({ id }) => (more.headersOf ? await more.headersOf(id) : { 'webhook-id': id }),
    post: async ({ headers }) => {
      posted.push(String(headers['webhook-id']))
      return answerTo(String(headers['webhook-id']))
    },
    bankQueues: queue,
    clock: () => '2026-03-31T02:00:00.000Z',
    log: silentLog,
    cautious: more.cautious ?? false,
    drainMs: 5000,
  })
  return { came, posted }
}
const ok: Attempt = { ms: 1, status: 200 }
const broken: Attempt = { ms: 1, status: 500 }
const ids = (count: number) => Array.from({ length: count }, (_, index) => `e${index + 1}`)

test('E3 the queue is emptied ten at a time, each message once', async () => {
  const queue = memoryQueue(ids(25))
  const { came, posted } = await round(queue, () => ok)
  expect(await came).toMatchObject({ delivered: 25, failed: 0, more: false })
  expect(posted).toEqual(ids(25))
  expect(queue.gone).toEqual(ids(25))
})

test('E3 nothing gets through: the round ends with the first batch, each message waits its own delay', async () => {
  const queue = memoryQueue(ids(25), 3)
  const { came, posted } = await round(queue, () => broken)
  expect(await came).toMatchObject({ delivered: 0, failed: 10, more: true, retryInSeconds: 1800 })
  expect(posted).toHaveLength(10)
  expect(queue.hidden.every(({ seconds }) => seconds === 1800)).toBe(true)
})

test('E3 after a failure one message goes ahead, and the others follow when it gets through', async () => {
  const failing = await round(memoryQueue(ids(25)), () => broken, { cautious: true })
  expect(await failing.came).toMatchObject({ failed: 1 })
  const well = await round(memoryQueue(ids(25)), () => ok, { cautious: true })
  expect(await well.came).toMatchObject({ delivered: 25 })
})

test('E3 a pause that is asked for ends the round, though others got through', async () => {
  const answer = (id: string): Attempt => (id === 'e1' ? { ms: 1, status: 503, retryAfter: '60' } : ok)
  const { came } = await round(memoryQueue(ids(25)), answer)
  expect(await came).toMatchObject({ delivered: 9, failed: 1, holdSeconds: 60 })
})

test('E3 a fault of ours with one message unsettles none of its neighbours', async () => {
  const queue = memoryQueue(ids(3))
  const { came } = await round(queue, () => ok, {
    headersOf: async id => {
      if (id === 'e2') throw new Error('the key does not answer')
      return { 'webhook-id': id }
    },
  })
  await expect(came).rejects.toThrow('the key does not answer')
  expect(queue.gone).toEqual(['e1', 'e3'])
  expect(queue.hidden).toEqual([])
})
