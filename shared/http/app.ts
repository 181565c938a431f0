import type { Context } from 'hono'
import { Hono } from 'hono'
import type { LambdaContext, LambdaEvent } from 'hono/aws-lambda'
import { Contention } from '#shared/commits/execute.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import { sha256 } from '#shared/domain/canonical.ts'
import type { Refusal } from '#shared/domain/decision.ts'
import type { Log } from '#shared/observability/log.ts'
import { type Caller, callerFrom, mayNot } from './caller.ts'
import type { Endpoint } from './endpoint.ts'
import { problemOf, type RefusalCatalogue } from './problem.ts'
import { type Claim, respond } from './respond.ts'

type Bindings = { readonly Bindings: { readonly event: LambdaEvent; readonly lambdaContext: LambdaContext } }

/** What the door itself needs of a service's outside world: where looks are written down. */
export type Recording = { readonly table: Pick<CommitTable, 'recordAccess'> }

export type HttpService<D extends Recording> = {
  readonly endpoints: readonly Endpoint<D>[]
  readonly refusals: RefusalCatalogue
  readonly deps: D
  readonly clock: () => string
  readonly claim: Claim
  readonly log: Log
}

const problemResponse = (catalogue: RefusalCatalogue, refusal: Refusal, traceId: string): Response => {
  const problem = problemOf(catalogue, refusal, traceId)
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' },
  })
}

const requestIdOf = (context: Context<Bindings>): string =>
  (context.env.event?.requestContext as { requestId?: string } | undefined)?.requestId ?? 'local'

const claimsOf = (context: Context<Bindings>): Record<string, unknown> => {
  const requestContext = context.env.event?.requestContext as
    | { authorizer?: { jwt?: { claims?: Record<string, unknown> } } }
    | undefined
  return requestContext?.authorizer?.jwt?.claims ?? {}
}

/** A keyed request is traced by its key, so that every replay answers the same bytes. */
const traceIdOf = (context: Context<Bindings>, caller: Caller | undefined): string => {
  const key = context.req.header('idempotency-key')
  return key && caller ? sha256(`${caller.sub}\n${key}`).slice(0, 32) : requestIdOf(context)
}

const honoPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1')

/** The HTTP door of a service: rights, parsing, idempotency and problem documents, written once. */
export const httpApp = <D extends Recording>(service: HttpService<D>): Hono<Bindings> => {
  const app = new Hono<Bindings>()

  for (const endpoint of service.endpoints) {
    app.on(endpoint.route.method, honoPath(endpoint.route.path), async context => {
      const caller = callerFrom(claimsOf(context))
      const traceId = traceIdOf(context, caller)
      const problem = (refusal: Refusal) => problemResponse(service.refusals, refusal, traceId)
      const { permission } = endpoint.route
      if (permission !== 'public') {
        if (!caller)
          return problem({
            code: 'unauthenticated',
            detail: '令牌缺少 sub、role、region、org（银行还须有 bank）之一，或角色不在名录内。',
          })
        const forbidden = mayNot(caller, permission)
        if (forbidden) return problem(forbidden)
      }
      const outcome = await respond(service, endpoint, context, caller, traceId)
      if (outcome instanceof Response) return outcome
      return problem(outcome)
    })
  }

  app.notFound(context =>
    problemResponse(
      service.refusals,
      {
        code: 'not-found',
        detail: `没有 ${context.req.method} ${context.req.path} 这个接口，请查阅 /docs。`,
      },
      requestIdOf(context),
    ),
  )

  app.onError((error, context) => {
    const traceId = requestIdOf(context)
    if (error instanceof Contention)
      return problemResponse(
        service.refusals,
        { code: 'busy', detail: '同一对象正被多方同时修改，请用同一 Idempotency-Key 稍后重试。' },
        traceId,
      )
    service.log.error('请求处理出错', { error: error.stack ?? String(error), traceId })
    return problemResponse(
      service.refusals,
      {
        code: 'internal',
        detail: '系统内部错误，请用同一 Idempotency-Key 重试；仍不成功请将 traceId 告知运维。',
      },
      traceId,
    )
  })
  return app
}
