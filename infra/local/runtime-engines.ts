import { readBuckets } from './assembly/buckets.ts'
import { type KeySpec, readAliases, readKeys } from './assembly/keys.ts'
import { readQueues } from './assembly/queues.ts'
import type { Assembly } from './assembly/read-assembly.ts'
import { makeResolver, type Resolver } from './assembly/resolver.ts'
import { readTables, type TableSpec } from './assembly/tables.ts'
import { type AwsCall, awsJsonClient } from './engines/aws-json.ts'
import { startDynamoDb } from './engines/dynamodb.ts'
import { type QueueEngine, startQueues } from './engines/queues.ts'
import { prepareTables } from './engines/tables.ts'
import { startKms } from './kms/endpoint.ts'
import { type Key, openKey } from './kms/key-store.ts'
import type { EngineEndpoints } from './lambda/environment.ts'

export type Engines = {
  readonly endpoints: EngineEndpoints
  readonly resolver: Resolver
  readonly queues: QueueEngine
  readonly tables: readonly (TableSpec & { readonly streamArn: string | undefined })[]
  readonly dynamodb: AwsCall
  readonly databaseBytes: () => number
}

const openKeys = (dataDir: string, specs: readonly { place: string; spec: KeySpec }[]): Map<string, Key> =>
  new Map(specs.map(({ place, spec }) => [place, openKey(dataDir, place, spec)]))

/** Starts the three engines and gives them what the template asks for; `defer` is told how each is stopped. */
export const startEngines = async (options: {
  readonly assembly: Assembly
  readonly dataDir: string
  readonly apiEndpoint: string
  readonly defer: (stop: () => Promise<void>) => void
}): Promise<Engines> => {
  const { assembly, dataDir, apiEndpoint, defer } = options
  const database = await startDynamoDb(dataDir)
  defer(database.stop)
  const client = awsJsonClient(database.endpoint, assembly.region)
  defer(async () => client.close())
  const queues = await startQueues(dataDir, assembly.region)
  defer(queues.stop)

  const keys = openKeys(dataDir, readKeys(assembly))
  const streams = new Map<string, string | undefined>()
  const resolver = makeResolver(assembly, {
    queueUrl: queues.urlOf,
    queueArn: queues.arnOf,
    streamArn: table => streams.get(table) ?? '',
    keyId: (stack, id) => keys.get(`${stack}/${id}`)?.keyId ?? '',
    apiEndpoint,
  })
  const known = {
    byId: new Map([...keys.values()].map(key => [key.keyId, key])),
    aliases: readAliases(assembly, resolver),
    arnOf: (keyId: string) => resolver.arnOf('kms', `key/${keyId}`),
  }
  const kms = await startKms(known)
  defer(kms.stop)

  const tables = readTables(assembly, resolver)
  for (const [name, arn] of await prepareTables(client.call, tables)) streams.set(name, arn)
  queues.prepare(readQueues(assembly, resolver))
  queues.prepareBuckets(readBuckets(assembly, resolver))

  return {
    endpoints: { dynamodb: database.endpoint, sqs: queues.endpoint, s3: queues.endpoint, kms: kms.endpoint },
    resolver,
    queues,
    tables: tables.map(table => ({ ...table, streamArn: streams.get(table.name) })),
    dynamodb: client.call,
    databaseBytes: database.residentBytes,
  }
}
