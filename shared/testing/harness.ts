import { load } from '#shared/commits/execute.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import { commitItem } from '#shared/commits/table.ts'
import { type EventData, eventContracts } from '#shared/contracts/events.ts'
import type { EventName } from '#shared/contracts/names.ts'
import { fingerprintOf } from '#shared/domain/canonical.ts'
import { httpApp } from '#shared/http/app.ts'
import type { Log } from '#shared/observability/log.ts'
import type { Fate } from '#shared/queue/inbox.ts'
import type { BaseDeps, Service } from '#shared/service/serve.ts'

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }

export type Claims = {
  readonly sub: string
  readonly role: string
  readonly region: string
  readonly org?: string
  readonly bank?: string
}

export type Called = {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape
  readonly body: any
  readonly text: string
}

/** Drives a service without queues: its HTTP door with the claims of a token, its inbox handlers, its views. */
export const harness = <D extends BaseDeps>(service: Service<D>, deps: D) => {
  let count = 0
  const app = httpApp({
    endpoints: service.endpoints,
    refusals: service.refusals,
    deps,
    clock: deps.clock,
    claim: (key, fingerprint) => deps.table.claim(key, fingerprint, 4_000_000_000),
    log: deps.log,
  })
  const send = async (
    claims: Claims,
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    init: {
      readonly headers?: Record<string, string>
      readonly body?: string | Uint8Array<ArrayBuffer>
    } = {},
  ): Promise<Response> => {
    count += 1
    return await app.request(
      path,
      { method, ...init },
      {
        event: {
          requestContext: {
            requestId: `request-${count}`,
            authorizer: { jwt: { claims: { org: `org-${claims.sub}`, ...claims } } },
          },
        },
      },
    )
  }
  return {
    /** One HTTP call with any body and headers; for files. */
    send,
    /** One HTTP call; a POST gets a fresh Idempotency-Key unless one is given. */
    call: async (
      claims: Claims,
      method: 'GET' | 'POST' | 'PUT',
      path: string,
      body?: unknown,
      key?: string,
    ): Promise<Called> => {
      const answer = await send(claims, method, path, {
        headers: {
          'content-type': 'application/json',
          ...(method === 'POST' ? { 'idempotency-key': key ?? `test-${count + 1}` } : {}),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      return {
        status: answer.status,
        text,
        body: /json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : text,
      }
    },
    /** Hands an event to the inbox as its queue would; the data must keep the contract. */
    receive: async <N extends EventName>(name: N, data: EventData<N>, id: string): Promise<Fate> => {
      const handler = service.handlers[name]
      if (!handler) throw new Error(`${service.declaration.name} does not consume ${name}`)
      const parsed = eventContracts[name].parse(data) as EventData<N>
      return await handler(
        {
          name,
          data: parsed,
          envelope: {
            specversion: '1.0',
            id,
            source: 'test',
            type: name,
            subject: 'test',
            time: deps.clock(),
            datacontenttype: 'application/json',
            sequence: 1,
            data: parsed,
          },
          cause: { key: `event:${id}`, fingerprint: fingerprintOf(parsed) },
          actor: { sub: 'system:test', org: 'system', role: 'system', region: `${deps.province}0000` },
        },
        deps,
      )
    },
    /** Brings the views of an aggregate up to date, as the relay would. */
    refreshViews: async (aggregate: string, id: string): Promise<void> => {
      const viewed = service.aggregates.find(({ definition }) => definition.name === aggregate)
      if (!viewed) throw new Error(`no views for ${aggregate}`)
      const { state, version } = await load(deps.table, viewed.definition, id)
      await deps.table.putViews(aggregate, id, version, viewed.viewsOf(state, id))
    },
    /** Events that left (or would leave) an aggregate, in order. */
    eventsOf: async (table: CommitTable, aggregate: string, id: string): Promise<readonly unknown[]> =>
      (await table.read(aggregate, id)).flatMap(commit => [...commit.events]),
    commitItem,
  }
}
