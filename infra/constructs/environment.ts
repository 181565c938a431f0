import type { Stack } from 'aws-cdk-lib'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import type { EventName } from '#shared/contracts/names.ts'
import type { ServiceDeclaration } from '#shared/service/declaration.ts'
import type { Province } from '../provinces/province.ts'
import { usesImports } from './import-bucket.ts'
import type { Keys } from './keys.ts'
import { bankQueuePrefix, type FunctionKind } from './names.ts'

/** The whole environment of a function; a service's `env.ts` reads these names and no others. */
export const environmentOf = (
  stack: Stack,
  service: ServiceDeclaration,
  kind: FunctionKind,
  given: {
    readonly province: Province
    readonly tableName: string
    readonly keys: Keys
    readonly inbox: IQueue | undefined
    readonly deliveries: IQueue | undefined
    readonly imports: Bucket | undefined
    readonly subscribers: { readonly [E in EventName]?: readonly IQueue[] }
  },
): Record<string, string> => {
  const { province, keys, inbox, deliveries, subscribers } = given
  const urls = Object.entries(subscribers).map(([event, queues]) => [event, queues.map(q => q.queueUrl)])
  const keyId = (use: keyof Keys) => (service.keys[use] === undefined ? undefined : keys[use]?.keyId)
  const hasPages = Object.values(service.routes).some(route => route.permission === 'public')
  const entries: readonly (readonly [string, string | undefined])[] = [
    ['SERVICE', service.name],
    ['PROVINCE', province.code],
    ['TABLE_NAME', given.tableName],
    ['LOG_LEVEL', province.logLevel],
    ['SUBSCRIBERS', kind === 'relay' ? stack.toJsonString(Object.fromEntries(urls)) : undefined],
    ['INBOX_URL', kind === 'inbox' ? inbox?.queueUrl : undefined],
    ['BANK_QUEUE_PREFIX', service.bankQueues ? bankQueuePrefix(province) : undefined],
    // A page in the browser signs its reader in at the province's issuer.
    ['ISSUER', kind === 'http' && hasPages ? province.issuer : undefined],
    ['IMPORT_BUCKET', usesImports(service, kind) ? given.imports?.bucketName : undefined],
    ['FIELD_KEY_ID', keyId('fields')],
    ['SIGN_KEY_ID', keyId('sign-off')],
    ['WEBHOOK_KEY_ID', keyId('webhook')],
    ['DELIVERIES_URL', kind === 'clock' || kind === 'deliver' ? deliveries?.queueUrl : undefined],
    [
      'WEBHOOK_LOOPBACK',
      service.deliveries && (kind === 'http' || kind === 'deliver') ? province.webhookLoopback : undefined,
    ],
  ]
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined))
}
