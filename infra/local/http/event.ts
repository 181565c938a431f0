import type { RouteMatch } from './routes.ts'

/** What a request is made of once its body has been read. */
export type RawRequest = {
  readonly method: string
  /** Path and query as they came. */
  readonly url: string
  readonly protocol: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly sourceIp: string
  readonly body: Buffer
}

export type Authorized = {
  readonly claims: Readonly<Record<string, string>>
  readonly scopes: readonly string[] | null
}

type Moment = { readonly requestId: string; readonly at: Date; readonly apiId: string }

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** 12/Mar/2020:19:03:58 +0000, the common log format. */
const logTime = (at: Date): string => {
  const iso = at.toISOString()
  return `${iso.slice(8, 10)}/${months[at.getUTCMonth()]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`
}

const isText = (contentType: string | undefined, body: Buffer): boolean =>
  contentType === undefined
    ? !body.includes(0)
    : /^(text\/|application\/(json|javascript|xml|[\w.-]+\+(json|xml))\b)/i.test(contentType)

const decodePath = (path: string): string => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

const headersOf = ({ headers, sourceIp }: RawRequest, { requestId, at }: Moment) => {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined || name === 'cookie' || name === 'connection'
      ? []
      : [[name, typeof value === 'string' ? value : value.join(',')] as const],
  )
  const epoch = Math.floor(at.getTime() / 1000).toString(16)
  const trace = requestId.replaceAll('-', '').slice(0, 24)
  return {
    ...Object.fromEntries(entries),
    'x-amzn-trace-id': `Root=1-${epoch}-${trace}`,
    'x-forwarded-for': sourceIp,
    'x-forwarded-port': /:(\d+)$/.exec(String(headers.host))?.[1] ?? '80',
    'x-forwarded-proto': 'http',
  }
}

const queryOf = (raw: string): Record<string, string> => {
  const query: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(raw))
    query[name] = query[name] === undefined ? value : `${query[name]},${value}`
  return query
}

/** The event of payload format 2.0. The path comes decoded and the query raw: that is how the gateway sends them. */
export const eventOf = (
  request: RawRequest,
  { route, pathParameters }: RouteMatch,
  authorized: Authorized | undefined,
  moment: Moment,
) => {
  const mark = request.url.indexOf('?')
  const path = decodePath(mark === -1 ? request.url : request.url.slice(0, mark))
  const rawQueryString = mark === -1 ? '' : request.url.slice(mark + 1)
  const cookies = typeof request.headers.cookie === 'string' ? request.headers.cookie.split(/; */) : []
  const headers = headersOf(request, moment)
  const domainName = String(request.headers.host ?? 'localhost')
  const contentType = request.headers['content-type']
  const text = isText(typeof contentType === 'string' ? contentType : undefined, request.body)
  return {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath: path,
    rawQueryString,
    ...(cookies.length > 0 ? { cookies } : {}),
    headers,
    ...(rawQueryString === '' ? {} : { queryStringParameters: queryOf(rawQueryString) }),
    requestContext: {
      accountId: '000000000000',
      apiId: moment.apiId,
      ...(authorized === undefined ? {} : { authorizer: { jwt: authorized } }),
      domainName,
      domainPrefix: domainName.split('.')[0] ?? domainName,
      http: {
        method: request.method,
        path,
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: String(request.headers['user-agent'] ?? ''),
      },
      requestId: moment.requestId,
      routeKey: route.routeKey,
      stage: '$default',
      time: logTime(moment.at),
      timeEpoch: moment.at.getTime(),
    },
    ...(pathParameters === undefined ? {} : { pathParameters }),
    ...(request.body.length === 0 ? {} : { body: request.body.toString(text ? 'utf8' : 'base64') }),
    isBase64Encoded: request.body.length > 0 && !text,
  }
}
