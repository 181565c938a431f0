import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import type { QueueSpec } from '../assembly/queues.ts'
import { localAccount } from '../assembly/resolver.ts'
import { type EngineQueue, loadFauxqs, type Message, type ReceivedMessage } from './fauxqs.ts'
import { groupCommits } from './queue-persistence.ts'

export type QueueInfo = {
  readonly name: string
  readonly url: string
  readonly arn: string
  /** Name of the queue whose failed messages end here. */
  readonly isDeadLetterOf?: string
}

export type QueueEngine = {
  readonly endpoint: string
  readonly urlOf: (name: string) => string
  readonly arnOf: (name: string) => string
  /** Creates or updates the template's queues. */
  readonly prepare: (specs: readonly QueueSpec[]) => void
  /** Creates the template's buckets; they answer at the same endpoint. */
  readonly prepareBuckets: (names: readonly string[]) => void
  /** Every queue, also those that functions made. */
  readonly list: () => readonly QueueInfo[]
  /** Messages of a queue in any state: waiting, delayed or handed out. */
  readonly depth: (arn: string) => number
  readonly receive: (arn: string, max: number, waitSeconds: number) => Promise<readonly ReceivedMessage[]>
  readonly remove: (arn: string, receiptHandles: readonly string[]) => void
  /**
   * Makes what an earlier life of this runtime had handed out visible at once: its functions died with it.
   * That receive does not count: being killed is no failure of the message.
   */
  readonly takeBack: (arn: string) => void
  /** Ends every long poll with nothing. */
  readonly endWaits: () => void
  readonly stop: () => Promise<void>
}

const largestObject = 32 * 1024 * 1024

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })

/** The port of last time: queue URLs that callers and data hold stay right over a restart. */
const listenAsBefore = async (server: Server, portFile: string): Promise<number> => {
  const before = existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : 0
  const port = await listen(server, before).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    return listen(server, 0)
  })
  writeFileSync(portFile, String(port))
  return port
}

const deadLetterArnOf = (queue: EngineQueue): string | undefined => {
  const policy = queue.attributes.RedrivePolicy
  return policy === undefined ? undefined : JSON.parse(policy).deadLetterTargetArn
}

const find = (queue: EngineQueue | undefined, name: string): EngineQueue => {
  if (queue === undefined) throw new Error(`没有队列 ${name}`)
  return queue
}

/** SQS in this process, on loopback alone, every message on disk before the sender hears of it. */
export const startQueues = async (dataDir: string, region: string): Promise<QueueEngine> => {
  const folder = join(dataDir, 'queues')
  mkdirSync(folder, { recursive: true })
  const parts = await loadFauxqs()
  const stores = {
    sqsStore: new parts.SqsStore(),
    snsStore: new parts.SnsStore(),
    s3Store: new parts.S3Store(),
  }
  const { sqsStore } = stores
  const persistence = new parts.PersistenceManager(folder)
  chmodSync(join(folder, 'fauxqs.db'), 0o600)
  const { commit } = groupCommits(persistence)
  const held = new Set(
    persistence.db
      .prepare('SELECT message_id AS id FROM sqs_messages WHERE receipt_handle IS NOT NULL')
      .all()
      .map(row => (row as { id: string }).id),
  )
  // Load first, attach afterwards: the engine's insert would otherwise replace each queue and drop its messages.
  persistence.load(sqsStore, stores.snsStore, stores.s3Store)
  for (const store of Object.values(stores)) store.persistence = persistence
  for (const queue of sqsStore.allQueues()) queue.persistence = persistence
  const app = parts.buildApp({ logger: false, host: '', defaultRegion: region, stores })
  // An empty host makes the engine answer with the address it was called by, not with a name that needs DNS.
  sqsStore.host = ''
  // The engine takes 11 MB at once, a directory to import may be as large as 20 MB.
  app.removeContentTypeParser('*')
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largestObject }, (_request, body, done) =>
    done(null, body),
  )
  app.addHook('onSend', (_request, _reply, _payload, done) => {
    commit()
    done()
  })
  await app.ready()
  const server = createServer((request, response) => app.routing(request, response))
  const endpoint = `http://127.0.0.1:${await listenAsBefore(server, join(folder, 'port'))}`

  const urlOf = (name: string) => `${endpoint}/${localAccount}/${name}`
  const arnOf = (name: string) => parts.sqsQueueArn(name, region)
  const moved = persistence.db.prepare('UPDATE sqs_queues SET url = ? WHERE name = ?')
  for (const queue of [...sqsStore.allQueues()]) {
    if (queue.url === urlOf(queue.name)) continue
    sqsStore.queues.delete(queue.url)
    queue.url = urlOf(queue.name)
    sqsStore.queues.set(queue.url, queue)
    moved.run(queue.url, queue.name)
  }
  const recount = persistence.db.prepare(
    'UPDATE sqs_messages SET approximate_receive_count = ? WHERE message_id = ?',
  )
  const uncount = (message: Message) => {
    if (!held.delete(message.messageId)) return
    message.approximateReceiveCount = Math.max(0, message.approximateReceiveCount - 1)
    recount.run(message.approximateReceiveCount, message.messageId)
  }
  const byArn = (arn: string) => find(sqsStore.getQueueByArn(arn), arn)

  return {
    endpoint,
    urlOf,
    arnOf,
    prepare: specs => {
      for (const { name, attributes } of specs) {
        const queue = sqsStore.getQueueByName(name)
        if (queue === undefined) sqsStore.createQueue(name, urlOf(name), arnOf(name), attributes)
        else queue.setAttributes({ RedrivePolicy: '', ...attributes })
      }
    },
    prepareBuckets: names => {
      for (const name of names) stores.s3Store.createBucket(name)
    },
    list: () => {
      const queues = [...sqsStore.allQueues()]
      return queues.map(({ name, url, arn }) => {
        const source = queues.find(queue => deadLetterArnOf(queue) === arn)
        return { name, url, arn, ...(source === undefined ? {} : { isDeadLetterOf: source.name }) }
      })
    },
    depth: arn => {
      const { messages, delayedMessages, inflightMessages } = byArn(arn)
      return messages.length + delayedMessages.length + inflightMessages.size
    },
    receive: async (arn, MaxNumberOfMessages, WaitTimeSeconds) => {
      const { Messages = [] } = await parts.receiveMessage(
        {
          QueueUrl: byArn(arn).url,
          MaxNumberOfMessages,
          WaitTimeSeconds,
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        },
        sqsStore,
      )
      return Messages
    },
    remove: (arn, receiptHandles) => {
      const queue = byArn(arn)
      for (const handle of receiptHandles) queue.deleteMessage(handle)
    },
    takeBack: arn => {
      const queue = byArn(arn)
      for (const handle of [...queue.inflightMessages.keys()]) queue.changeVisibility(handle, 0)
      for (const message of queue.messages) uncount(message)
    },
    endWaits: () => sqsStore.shutdown(),
    stop: async () => {
      sqsStore.shutdown()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await app.close()
      commit()
      persistence.close()
    },
  }
}
