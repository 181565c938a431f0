import { Aws } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import type { ServiceDeclaration, ServiceName } from '#shared/service/declaration.ts'
import type { Province } from '../provinces/province.ts'
import { importPrefix, usesImports } from './import-bucket.ts'
import { type Keys, keyUses } from './keys.ts'
import { bankQueuePrefix, type FunctionKind } from './names.ts'
import { listsIndex } from './table.ts'

/** What a function may touch. */
export type Surroundings = {
  readonly province: Province
  readonly tableArn: string
  readonly streamArn: string
  readonly keys: Keys
  readonly inbox: IQueue | undefined
  readonly deliveries: IQueue | undefined
  readonly imports: Bucket | undefined
  /** Inboxes of the services that consume what this one publishes. */
  readonly subscribers: readonly IQueue[]
}

/** Load by query, append by put; the relay loads too and puts views. */
const tableCalls = ['PutItem', 'Query']

/** Lists are read for a caller and by sweeps; an event names what it is about. */
const readsLists: Record<FunctionKind, boolean> = {
  http: true,
  inbox: false,
  relay: false,
  clock: true,
  deliver: false,
}

/** Rollup counters move in one transaction with the fact that moved them (G1). */
const furtherTableCalls: { readonly [S in ServiceName]?: Partial<Record<FunctionKind, readonly string[]>> } =
  {
    reporting: { inbox: ['UpdateItem'] },
    // Yield per problem class is counted in the coaching's own transaction (F1).
    review: { http: ['UpdateItem'], inbox: ['UpdateItem'] },
  }

const bankQueueCalls: Partial<Record<FunctionKind, readonly string[]>> = {
  // A replay sends to the bank's own queue.
  http: ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueUrl', 'ReceiveMessage', 'SendMessage'],
  inbox: ['CreateQueue', 'GetQueueAttributes', 'GetQueueUrl', 'SetQueueAttributes'],
  relay: ['GetQueueUrl', 'SendMessage'],
  clock: ['GetQueueAttributes', 'GetQueueUrl'],
  deliver: ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueUrl', 'ReceiveMessage'],
}

const keyCalls = { seal: ['Encrypt'], open: ['Decrypt'], sign: ['GetPublicKey', 'Sign'] } as const

const allow = (service: string, calls: readonly string[], resources: readonly string[]) =>
  calls.length === 0 || resources.length === 0
    ? []
    : [
        new PolicyStatement({
          actions: calls.map(call => `${service}:${call}`).sort(),
          resources: [...resources],
        }),
      ]

const onTable = (name: ServiceName, kind: FunctionKind, { tableArn, streamArn }: Surroundings) => [
  ...allow('dynamodb', [...tableCalls, ...(furtherTableCalls[name]?.[kind] ?? [])], [tableArn]),
  ...(readsLists[kind] ? allow('dynamodb', ['Query'], [`${tableArn}/index/${listsIndex}`]) : []),
  ...(kind === 'relay'
    ? [
        ...allow('dynamodb', ['DescribeStream', 'GetRecords', 'GetShardIterator'], [streamArn]),
        ...allow('dynamodb', ['ListStreams'], [`${tableArn}/stream/*`]),
      ]
    : []),
]

const onQueues = (kind: FunctionKind, { inbox, deliveries, subscribers }: Surroundings) => [
  ...(kind === 'inbox' && inbox !== undefined
    ? allow(
        'sqs',
        ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'],
        [inbox.queueArn],
      )
    : []),
  ...(kind === 'clock' && deliveries !== undefined
    ? allow('sqs', ['SendMessage'], [deliveries.queueArn])
    : []),
  // It asks itself to go on when its time was too short.
  ...(kind === 'deliver' && deliveries !== undefined
    ? allow(
        'sqs',
        ['DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage', 'SendMessage'],
        [deliveries.queueArn],
      )
    : []),
  ...(kind === 'relay'
    ? allow(
        'sqs',
        ['SendMessage'],
        subscribers.map(queue => queue.queueArn),
      )
    : []),
]

const onBankQueues = (kind: FunctionKind, province: Province) =>
  allow('sqs', bankQueueCalls[kind] ?? [], [
    `arn:${Aws.PARTITION}:sqs:${Aws.REGION}:${Aws.ACCOUNT_ID}:${bankQueuePrefix(province)}*`,
  ])

/** Personal data is opened, and lists are signed, only while a person waits; sealed also for the rows of a file, and secrets opened for what is delivered. */
const mayUse = (service: ServiceDeclaration, kind: FunctionKind, deed: keyof typeof keyCalls): boolean =>
  kind === 'http' ||
  (deed === 'seal' && usesImports(service, kind)) ||
  (deed !== 'seal' && kind === 'deliver')

const onKeys = (service: ServiceDeclaration, kind: FunctionKind, keys: Keys) =>
  keyUses.flatMap(use =>
    allow(
      'kms',
      (service.keys[use] ?? []).filter(deed => mayUse(service, kind, deed)).flatMap(deed => keyCalls[deed]),
      keys[use] === undefined ? [] : [keys[use].keyArn],
    ),
  )

// What `http` signs for a caller runs under its own rights.
const onImports = (service: ServiceDeclaration, kind: FunctionKind, imports: Bucket | undefined) =>
  usesImports(service, kind) && imports !== undefined
    ? allow('s3', ['GetObject', 'PutObject'], [imports.arnForObjects(`${importPrefix}*`)])
    : []

/** Exactly the calls this function makes: no helper of the library, because those grant more. */
export const grantsOf = (
  service: ServiceDeclaration,
  kind: FunctionKind,
  surroundings: Surroundings,
): readonly PolicyStatement[] => [
  ...onTable(service.name, kind, surroundings),
  ...onQueues(kind, surroundings),
  ...(service.bankQueues ? onBankQueues(kind, surroundings.province) : []),
  ...onKeys(service, kind, surroundings.keys),
  ...onImports(service, kind, surroundings.imports),
]
