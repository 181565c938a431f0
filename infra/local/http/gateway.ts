import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ApiSpec, RouteSpec } from '../assembly/api.ts'
import type { Invocation } from '../lambda/instance.ts'
import type { makeAuthorizer } from './authorizer.ts'
import { type Authorized, eventOf } from './event.ts'
import { answerOf, gatewayAnswer, type HttpAnswer } from './response.ts'
import { routeFinder } from './routes.ts'

const largestBody = 10 * 1024 * 1024

/** The body, or undefined when it is longer than an HTTP API takes. */
const bodyOf = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    length += (chunk as Buffer).length
    if (length <= largestBody) chunks.push(chunk)
  }
  return length > largestBody ? undefined : Buffer.concat(chunks)
}

const withTimeout = async (running: Promise<Invocation>, ms: number): Promise<Invocation | undefined> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>(resolve => {
    timer = setTimeout(resolve, ms, undefined)
  })
  try {
    return await Promise.race([running, late])
  } finally {
    clearTimeout(timer)
  }
}

export type Gateway = (request: IncomingMessage, response: ServerResponse) => void

/** The HTTP API of the template: routes, token check, integration, answer. */
export const makeGateway = (options: {
  readonly api: ApiSpec
  readonly authorize: ReturnType<typeof makeAuthorizer>
  readonly invoke: (functionName: string, event: unknown) => Promise<Invocation>
  readonly onAnswered: (line: object) => void
}): Gateway => {
  const { api, authorize, invoke, onAnswered } = options
  const find = routeFinder(api.routes)

  const check = async (route: RouteSpec, request: IncomingMessage) =>
    route.authorizer === undefined
      ? ({ allowed: true, authorized: undefined } as const)
      : authorize(route.authorizer, request.headers.authorization)

  const integrate = async (route: RouteSpec, event: object): Promise<HttpAnswer> => {
    const invocation = await withTimeout(invoke(route.fn.name, event), route.timeoutMs)
    if (invocation === undefined) return gatewayAnswer(503, 'Service Unavailable')
    return invocation.ok ? answerOf(invocation.result) : gatewayAnswer(500, 'Internal Server Error')
  }

  const serve = async (
    request: IncomingMessage,
    seen: { requestId: string; at: Date; route?: string; caller?: string },
  ): Promise<HttpAnswer> => {
    const { method = 'GET', url = '/' } = request
    const body = await bodyOf(request)
    const match = find(method, url.split('?')[0] ?? '/')
    if (match === undefined) return gatewayAnswer(404, 'Not Found')
    seen.route = match.route.routeKey
    const decision = await check(match.route, request)
    if (!decision.allowed) return decision.answer
    const authorized: Authorized | undefined = decision.authorized
    if (authorized?.claims.sub !== undefined) seen.caller = authorized.claims.sub
    if (body === undefined) return gatewayAnswer(413, 'Request Entity Too Large')
    const raw = {
      method,
      url,
      protocol: `HTTP/${request.httpVersion}`,
      headers: request.headers,
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
      body,
    }
    return integrate(match.route, eventOf(raw, match, authorized, { ...seen, apiId: api.id }))
  }

  return (request, response) => {
    const seen: { requestId: string; at: Date; route?: string; caller?: string } = {
      requestId: randomUUID(),
      at: new Date(),
    }
    const began = performance.now()
    const send = ({ status, headers, body }: HttpAnswer) => {
      const length = Buffer.byteLength(body)
      response.writeHead(status, { ...headers, 'content-length': length, 'apigw-requestid': seen.requestId })
      response.end(request.method === 'HEAD' ? undefined : body)
      onAnswered({
        ...seen,
        method: request.method,
        status,
        ms: Math.round((performance.now() - began) * 10) / 10,
      })
    }
    serve(request, seen).then(send, () => send(gatewayAnswer(500, 'Internal Server Error')))
  }
}
