import type { IncomingMessage, ServerResponse } from 'node:http'

/** The parts of fauxqs that this runtime wires itself; the package exports only a server that binds every interface. */
export type Message = {
  readonly messageId: string
  approximateReceiveCount: number
}

export type EngineQueue = {
  readonly name: string
  readonly arn: string
  url: string
  readonly attributes: Readonly<Record<string, string>>
  readonly messages: readonly Message[]
  readonly delayedMessages: readonly Message[]
  readonly inflightMessages: ReadonlyMap<string, { readonly message: Message }>
  persistence: Persistence | undefined
  setAttributes: (attributes: Readonly<Record<string, string>>) => void
  changeVisibility: (receiptHandle: string, seconds: number) => void
  deleteMessage: (receiptHandle: string) => boolean
}

export type SqsStore = {
  host: string
  region: string
  persistence: Persistence | undefined
  readonly queues: Map<string, EngineQueue>
  createQueue: (
    name: string,
    url: string,
    arn: string,
    attributes: Readonly<Record<string, string>>,
  ) => EngineQueue
  getQueueByName: (name: string) => EngineQueue | undefined
  getQueueByArn: (arn: string) => EngineQueue | undefined
  allQueues: () => Iterable<EngineQueue>
  shutdown: () => void
}

type Database = {
  exec: (sql: string) => void
  prepare: (sql: string) => {
    run: (...values: (string | number | null)[]) => unknown
    all: () => readonly unknown[]
  }
}

export type Persistence = {
  readonly db: Database
  load: (sqs: SqsStore, sns: object, s3: object) => void
  close: () => void
  insertMessage: (queueName: string, message: Message) => void
  deleteMessage: (messageId: string) => void
  updateMessageInflight: (...values: readonly unknown[]) => void
  updateMessageReady: (messageId: string) => void
}

export type ReceivedMessage = {
  readonly MessageId: string
  readonly ReceiptHandle: string
  readonly MD5OfBody: string
  readonly Body: string
  readonly Attributes?: Readonly<Record<string, string>>
  readonly MessageAttributes?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

type Fastify = {
  addHook: (
    name: 'onSend',
    hook: (request: unknown, reply: unknown, payload: unknown, done: () => void) => void,
  ) => void
  removeContentTypeParser: (type: string) => void
  addContentTypeParser: (
    type: string,
    options: { readonly parseAs: 'buffer'; readonly bodyLimit: number },
    parse: (request: unknown, body: Buffer, done: (error: null, body: Buffer) => void) => void,
  ) => void
  ready: () => Promise<unknown>
  routing: (request: IncomingMessage, response: ServerResponse) => void
  close: () => Promise<unknown>
}

type Parts = {
  SqsStore: new () => SqsStore
  SnsStore: new () => { persistence: Persistence | undefined }
  S3Store: new () => { persistence: Persistence | undefined; createBucket: (name: string) => void }
  PersistenceManager: new (dataDir: string) => Persistence
  buildApp: (options: { logger: false; host: string; defaultRegion: string; stores: object }) => Fastify
  receiveMessage: (body: object, store: SqsStore) => Promise<{ Messages?: readonly ReceivedMessage[] }>
  sqsQueueArn: (name: string, region: string) => string
}

/** Loads those parts from beside the package's entry file. */
export const loadFauxqs = async (): Promise<Parts> => {
  const entry = import.meta.resolve('fauxqs')
  const part = (path: string) => import(new URL(path, entry).href)
  const modules = await Promise.all(
    [
      './app.js',
      './persistence.js',
      './sqs/sqsStore.js',
      './sns/snsStore.js',
      './s3/s3Store.js',
      './sqs/actions/receiveMessage.js',
      './common/arnHelper.js',
    ].map(part),
  )
  return Object.assign({}, ...modules) as Parts
}
