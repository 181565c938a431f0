import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import middy from '@middy/core'
import { handle } from 'hono/aws-lambda'
import { type CommitTable, commitTable, type View } from '#shared/commits/table.ts'
import type { Envelope } from '#shared/contracts/events.ts'
import type { EventName } from '#shared/contracts/names.ts'
import { httpApp } from '#shared/http/app.ts'
import type { Endpoint } from '#shared/http/endpoint.ts'
import type { RefusalCatalogue } from '#shared/http/problem.ts'
import { type Log, makeLog } from '#shared/observability/log.ts'
import { timed } from '#shared/observability/timed.ts'
import { clockHandler, type ScheduleHandlers } from '#shared/queue/clock.ts'
import { type Deliver, deliverHandler } from '#shared/queue/deliver.ts'
import { type EventHandlers, inboxHandler } from '#shared/queue/inbox.ts'
import { relayHandler, type ViewedAggregate } from '#shared/queue/relay.ts'
import { sendAll } from '#shared/queue/send.ts'
import type { ServiceDeclaration } from './declaration.ts'
import type { Env } from './env.ts'

/** What every service has at hand. */
export type BaseDeps = {
  readonly table: CommitTable
  readonly sqs: SQSClient
  readonly province: string
  /** Now, ISO 8601, UTC. */
  readonly clock: () => string
  readonly log: Log
}

/** A changed policy or block takes hold within these seconds. */
const rememberSettingsSeconds = 3

/** The outside world of a function, made once at start. */
export const baseDeps = (env: Env): BaseDeps => ({
  table: commitTable(
    DynamoDBDocumentClient.from(new DynamoDBClient({}), {
      marshallOptions: { removeUndefinedValues: true },
    }),
    env.TABLE_NAME,
    rememberSettingsSeconds,
  ),
  sqs: new SQSClient({}),
  province: env.PROVINCE,
  clock: () => new Date().toISOString(),
  log: makeLog(env.SERVICE),
})

export type Service<D extends BaseDeps> = {
  readonly declaration: ServiceDeclaration
  readonly endpoints: readonly Endpoint<D>[]
  readonly refusals: RefusalCatalogue
  readonly handlers: EventHandlers<D>
  readonly schedules: ScheduleHandlers<D>
  readonly aggregates: readonly ViewedAggregate[]
  /** Queues beyond the subscribers of the topology: a bank's own. */
  readonly furtherQueuesOf?: (name: EventName, envelope: Envelope, deps: D) => Promise<readonly string[]>
  /** Rows in which an event itself is kept to be read again. */
  readonly furtherRowsOf?: (name: EventName, envelope: Envelope, deps: D) => readonly View[]
  /** Brings one receiver what waits for it; for a service that declares deliveries. */
  readonly deliver?: Deliver<D>
}

/** Claims outlive every retry a caller could reasonably make. */
const claimDays = 400

/** The handlers of a service. Entry files call this and do nothing else. */
export const serve = <D extends BaseDeps>(service: Service<D>, deps: D, env: Env) => {
  const { declaration } = service
  const app = httpApp({
    endpoints: service.endpoints,
    refusals: service.refusals,
    deps,
    clock: deps.clock,
    claim: (key, fingerprint) =>
      deps.table.claim(key, fingerprint, Math.floor(Date.now() / 1000) + claimDays * 86_400),
    log: deps.log,
  })
  return {
    http: middy(handle(app)).use(timed(deps.log, 'http')),
    inbox: middy(
      inboxHandler({
        service: declaration.name,
        province: env.PROVINCE,
        handlers: service.handlers,
        deps,
        showAgainAfter: async (receiptHandle, seconds) => {
          await deps.sqs.send(
            new ChangeMessageVisibilityCommand({
              QueueUrl: env.INBOX_URL,
              ReceiptHandle: receiptHandle,
              VisibilityTimeout: seconds,
            }),
          )
        },
        log: deps.log,
      }),
    ).use(timed(deps.log, 'inbox')),
    relay: middy(
      relayHandler({
        province: env.PROVINCE,
        table: deps.table,
        publishes: declaration.publishes,
        aggregates: service.aggregates,
        queuesOf: async (name, envelope) => [
          ...(env.SUBSCRIBERS[name] ?? []),
          ...((await service.furtherQueuesOf?.(name, envelope, deps)) ?? []),
        ],
        rowsOf: (name, envelope) => service.furtherRowsOf?.(name, envelope, deps) ?? [],
        send: (url, envelopes) => sendAll(deps.sqs, url, envelopes),
        log: deps.log,
      }),
    ).use(timed(deps.log, 'relay')),
    clock: middy(clockHandler(service.schedules, deps, deps.log)).use(timed(deps.log, 'clock')),
    deliver: middy(deliverHandler(service.deliver, deps)).use(timed(deps.log, 'deliver')),
  }
}
