import { join } from 'node:path'
import { type App, Stack } from 'aws-cdk-lib'
import { Code } from 'aws-cdk-lib/aws-lambda'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { EventName } from '#shared/contracts/names.ts'
import type { ServiceDeclaration } from '#shared/service/declaration.ts'
import { environmentOf } from '../constructs/environment.ts'
import { readCommits, readDeliveries, readInbox, runSchedules } from '../constructs/event-sources.ts'
import { functionKindsOf, memoryMbOf, timeouts } from '../constructs/function-settings.ts'
import { grantsOf } from '../constructs/grants.ts'
import { importBucket, importsFiles } from '../constructs/import-bucket.ts'
import { inboxQueue } from '../constructs/inbox-queue.ts'
import { logWatch } from '../constructs/log-watch.ts'
import { functionName, nameIn } from '../constructs/names.ts'
import { addRoutes } from '../constructs/routes.ts'
import { serviceFunction } from '../constructs/service-function.ts'
import { commitTable } from '../constructs/table.ts'
import { type Declarations, subscribersOf } from '../flow.ts'
import type { Province } from '../provinces/province.ts'
import { deliveryHarms, harms, skippedHarm } from './harms.ts'
import type { Shared } from './shared-stack.ts'
import { stackProps } from './stack-props.ts'

const subscriberQueues = (
  service: ServiceDeclaration,
  declarations: Declarations,
  inboxes: Shared['inboxes'],
): { readonly [E in EventName]?: readonly Queue[] } =>
  Object.fromEntries(
    service.publishes.map(event => [
      event,
      subscribersOf(declarations, event)
        .map(name => inboxes[name])
        .filter(queue => queue !== undefined),
    ]),
  )

/** One service: its table, its functions and what wakes them. */
export const serviceStack = (
  app: App,
  given: {
    readonly province: Province
    readonly service: ServiceDeclaration
    readonly declarations: Declarations
    readonly shared: Shared
    readonly bundleDir: string
  },
): Stack => {
  const { province, service, declarations, shared } = given
  const stack = new Stack(app, nameIn(province, service.name), stackProps(province, service.title))
  const { table, streamArn } = commitTable(stack, 'Table', { name: nameIn(province, service.name) })
  const subscribers = subscriberQueues(service, declarations, shared.inboxes)
  const surroundings = {
    province,
    tableName: table.tableName,
    tableArn: table.tableArn,
    streamArn,
    keys: shared.keys,
    inbox: shared.inboxes[service.name],
    deliveries: service.deliveries
      ? inboxQueue(stack, 'Deliveries', {
          name: nameIn(province, service.name, 'deliveries'),
          harm: deliveryHarms.deliveries,
          late: deliveryHarms.late,
          timeoutSeconds: timeouts.deliver,
          topic: shared.alarms,
        })
      : undefined,
    imports: importsFiles(service) ? importBucket(stack, province) : undefined,
  }
  const code = Code.fromAsset(join(given.bundleDir, service.name))
  for (const kind of functionKindsOf(service)) {
    const fn = serviceFunction(stack, {
      province,
      service: service.name,
      kind,
      code,
      memoryMb: memoryMbOf(service, kind),
      environment: environmentOf(stack, service, kind, { ...surroundings, subscribers }),
      grants: grantsOf(service, kind, {
        ...surroundings,
        subscribers: [...new Set(Object.values(subscribers).flat())],
      }),
    })
    const alarm = { topic: shared.alarms, name: functionName(province, service.name, kind) }
    if (kind === 'http') addRoutes(stack, fn, service, province, shared.api)
    if (kind === 'inbox' && surroundings.inbox !== undefined) readInbox(stack, fn, surroundings.inbox)
    if (kind === 'relay') {
      readCommits(stack, fn, streamArn, { ...alarm, harm: harms[service.name].relay })
      logWatch(stack, 'skippedRows', fn.logGroup, { ...alarm, harm: skippedHarm })
    }
    if (kind === 'clock')
      runSchedules(stack, fn, service, province, { ...alarm, harm: harms[service.name].clock })
    if (kind === 'clock' && service.bankQueues)
      logWatch(stack, 'bankDeadLetters', fn.logGroup, { ...alarm, harm: deliveryHarms.bankDeadLetters })
    if (kind === 'deliver' && surroundings.deliveries !== undefined)
      readDeliveries(stack, fn, surroundings.deliveries)
  }
  return stack
}
