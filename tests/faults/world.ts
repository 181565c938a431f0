import type { SendMessageBatchCommand } from '@aws-sdk/client-sqs'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { Context, DynamoDBStreamEvent, SQSEvent } from 'aws-lambda'
import { subscribersOf } from '#infra/topology.ts'
import { commitTable } from '#shared/commits/table.ts'
import { testSealer, testSigner } from '#shared/keys/testing.ts'
import type { ServiceName } from '#shared/service/declaration.ts'
import { readEnv } from '#shared/service/env.ts'
import { type BaseDeps, type Service, serve } from '#shared/service/serve.ts'
import { harness, silentLog } from '#shared/testing/harness.ts'
import type { BankQueues } from '../../services/bank-gateway/bank-queues.ts'
import type { Deps as GatewayDeps } from '../../services/bank-gateway/deps.ts'
import { bankGatewayService } from '../../services/bank-gateway/handlers.ts'
import { intakeService } from '../../services/intake/handlers.ts'
import { matchingService } from '../../services/matching/handlers.ts'
import { loadSolver } from '../../services/matching/solver.ts'
import { counting } from '../../services/reporting/counting.ts'
import { reportingService } from '../../services/reporting/handlers.ts'
import { reviewService } from '../../services/review/handlers.ts'
import { type DocumentEngine, type Item, memoryDynamoDb, type Rows } from './memory-dynamodb.ts'
import type { Steps } from './steps.ts'

export type Message = {
  readonly id: number
  readonly body: string
  receives: number
}
export type StreamRecord = { readonly sequence: number; readonly item: Item }

/** Everything that outlives a function. */
export type Kept = {
  now: string
  count: number
  readonly rows: Rows
  readonly streams: Map<ServiceName, StreamRecord[]>
  readonly inboxes: Map<ServiceName, Message[]>
  readonly banks: Map<string, Message[]>
  /** Every commit there ever was, in the order in which the tables took them. */
  readonly log: { readonly service: ServiceName; readonly item: Item }[]
}

export const names: readonly ServiceName[] = ['intake', 'review', 'matching', 'bank-gateway', 'reporting']

export const emptyKept = (): Kept => ({
  now: '2026-03-09T02:00:00.000Z',
  count: 0,
  rows: { items: new Map(), lists: new Map() },
  streams: new Map(names.map(name => [name, []])),
  inboxes: new Map(names.map(name => [name, []])),
  banks: new Map(),
  log: [],
})

const isCommit = (item: Item | undefined): item is Item => String(item?.['sk']).startsWith('C#')

type Command = { readonly input: Writes; readonly constructor: { readonly name: string } }

type Writes = {
  readonly IndexName?: string
  readonly Item?: Item
  readonly TransactItems?: readonly { readonly Put?: { readonly Item?: Item } }[]
}

/** The commits among what a command writes. */
const commitsIn = ({ input }: { readonly input: Writes }): readonly Item[] =>
  [input.Item, ...(input.TransactItems ?? []).map(({ Put }) => Put?.Item)].filter(isCommit)

/** An engine that a service's table stands in; the stream is fed by what it accepted. */
export type EngineFor = (
  service: ServiceName,
  kept: () => Kept,
) => { readonly engine: DocumentEngine; readonly table: string }

export const inMemory: EngineFor = (service, kept) => ({
  engine: { send: command => memoryDynamoDb(kept().rows).send(command) },
  table: service,
})

const next = (kept: Kept): number => (kept.count += 1)

const messageOf = (kept: Kept, body: string): Message => ({ id: next(kept), body, receives: 0 })

/** The five services over one world, each read and write a step. */
export const makeWorld = async (steps: Steps, engineFor: EngineFor = inMemory) => {
  const held = { kept: emptyKept() }
  const kept = () => held.kept
  const solve = await loadSolver()
  const sealer = testSealer()

  const queueAt = (url: string): Message[] => {
    const [kind, name = ''] = url.split('=')
    const queues: Map<string, Message[]> = kind === 'bank' ? kept().banks : kept().inboxes
    const queue = queues.get(name)
    if (!queue) throw new Error(`no queue ${url}`)
    return queue
  }

  const sqs = {
    send: (command: SendMessageBatchCommand) =>
      steps.io('send', async () => {
        const { QueueUrl = '', Entries = [] } = command.input
        const queue = queueAt(QueueUrl)
        for (const { MessageBody = '' } of Entries) queue.push(messageOf(kept(), MessageBody))
        return {}
      }),
  } as unknown as BaseDeps['sqs']

  const bankQueues: BankQueues = {
    ensure: bankId =>
      steps.io('ensure', async () => {
        if (!kept().banks.has(bankId)) kept().banks.set(bankId, [])
        return `bank=${bankId}`
      }),
    urlOf: async bankId => (kept().banks.has(bankId) ? `bank=${bankId}` : undefined),
    receive: (bankId, { max }) =>
      steps.io('receive', async () =>
        (kept().banks.get(bankId) ?? []).slice(0, max).map(message => {
          message.receives += 1
          return { handle: String(message.id), body: message.body, receives: message.receives }
        }),
      ),
    acknowledge: (bankId, handles) =>
      steps.io('acknowledge', async () => {
        const queue = kept().banks.get(bankId) ?? []
        return handles.map(handle => {
          const at = queue.findIndex(({ id }) => String(id) === handle)
          if (at >= 0) queue.splice(at, 1)
          return at >= 0
        })
      }),
    extend: async (_bankId, handles) => handles.map(() => true),
    // No bank here reads its queue directly, has a webhook or asks for a replay.
    admit: async () => 'closed',
    hide: async () => undefined,
    put: async () => undefined,
    deadLetters: async () => 0,
  }

  const baseOf = (service: ServiceName): BaseDeps => {
    const { engine, table } = engineFor(service, kept)
    const send = async (command: Command) => {
      // What an index shows is of no one moment: reading a list is no step of its own.
      if (command.input.IndexName !== undefined) return await engine.send(command as never)
      return await steps.io(command.constructor.name, async () => {
        const answer = await engine.send(command as never)
        const stream = kept().streams.get(service) ?? []
        for (const item of commitsIn(command)) {
          stream.push({ sequence: next(kept()), item })
          kept().log.push({ service, item })
        }
        return answer
      })
    }
    return {
      table: commitTable({ send } as unknown as DynamoDBDocumentClient, table),
      sqs,
      province: '51',
      clock: () => kept().now,
      log: silentLog,
    }
  }

  const running = <D extends BaseDeps>(service: Service<D>, deps: D) => {
    const { declaration } = service
    const subscribers = Object.fromEntries(
      declaration.publishes.map(event => [event, subscribersOf(event).map(name => `inbox=${name}`)]),
    )
    const env = readEnv({
      SERVICE: declaration.name,
      PROVINCE: '51',
      TABLE_NAME: deps.table.name,
      SUBSCRIBERS: JSON.stringify(subscribers),
      INBOX_URL: `inbox=${declaration.name}`,
    })
    const handlers = serve(service, { ...deps, sqs: silentVisibility(sqs) }, env)
    return {
      table: deps.table,
      aggregates: service.aggregates,
      door: harness(service, deps),
      /** Ids of the messages that come back. */
      inbox: async (messages: readonly Message[]): Promise<ReadonlySet<string>> => {
        const Records = messages.map(message => ({
          messageId: String(message.id),
          receiptHandle: String(message.id),
          body: message.body,
          attributes: { ApproximateReceiveCount: String(message.receives) },
        }))
        const answer = await handlers.inbox({ Records } as SQSEvent, {} as Context)
        return new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
      },
      /** Sequence number of the first record that comes back, or undefined. */
      relay: async (records: readonly StreamRecord[]): Promise<number | undefined> => {
        const event = {
          Records: records.map(({ sequence, item }) => ({
            eventName: 'INSERT',
            dynamodb: {
              SequenceNumber: String(sequence),
              NewImage: marshall(item, { removeUndefinedValues: true }),
            },
          })),
        } as DynamoDBStreamEvent
        const [first] = (await handlers.relay(event, {} as Context)).batchItemFailures
        return first && Number(first.itemIdentifier)
      },
      clock: (schedule: string) => handlers.clock({ schedule }, {} as Context),
    }
  }

  const gatewayDeps: GatewayDeps = {
    ...baseOf('bank-gateway'),
    sealer,
    bankQueues,
    // No bank of these histories has a webhook.
    deliveries: { wake: async () => undefined },
    webhooks: {
      post: async () => {
        throw new Error('no bank has a webhook here')
      },
      signer: { sign: async () => '' },
      loopback: false,
    } as unknown as GatewayDeps['webhooks'],
  }
  const reportingBase = baseOf('reporting')
  const reportingDeps = {
    ...reportingBase,
    count: counting(reportingBase.table),
    issuer: '',
    readFile: async () => undefined,
  }
  return {
    held,
    services: {
      intake: running(intakeService, { ...baseOf('intake'), sealer, objects: {} as never }),
      review: running(reviewService, { ...baseOf('review'), signer: testSigner() }),
      matching: running(matchingService, { ...baseOf('matching'), solver: async () => solve }),
      'bank-gateway': running(bankGatewayService, gatewayDeps),
      reporting: running(reportingService, reportingDeps),
    },
  }
}

/** When a message is shown again is the scheduler's to say. */
const silentVisibility = (sqs: BaseDeps['sqs']): BaseDeps['sqs'] =>
  ({
    send: async (command: { readonly input: object }) =>
      'VisibilityTimeout' in command.input ? {} : await sqs.send(command as never),
  }) as unknown as BaseDeps['sqs']

export type World = Awaited<ReturnType<typeof makeWorld>>
