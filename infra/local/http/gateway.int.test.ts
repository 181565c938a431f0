import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeAuthorizer } from './authorizer.ts'
import { makeGateway } from './gateway.ts'
import { type Listener, listenOnLoopback } from './listen.ts'

const issuer = 'http://localhost/oidc'
const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
const foreign = await generateKeyPair('RS256')
const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }

const spec = { arn: '', codeDir: '', handler: 'index.f', timeoutMs: 1, memoryMb: 1, environment: {} }
const authorizer = { issuer, audience: ['rongxie-api'], scopes: [] }
const route = (routeKey: string, name: string, more = {}) => ({
  routeKey,
  fn: { ...spec, name },
  timeoutMs: 200,
  ...more,
})
const routes = [
  route('ANY /open', 'echo'),
  route('GET /closed', 'echo', { authorizer }),
  route('GET /scoped', 'echo', { authorizer: { ...authorizer, scopes: ['read'] } }),
  route('GET /slow', 'slow'),
  route('GET /broken', 'broken'),
]

let listener: Listener
let base: string

beforeAll(async () => {
  const gateway = makeGateway({
    api: { id: 'api', routes },
    authorize: makeAuthorizer({ keys: [jwk] }, issuer),
    invoke: async (name, event) => {
      if (name === 'slow') await new Promise(resolve => setTimeout(resolve, 600))
      if (name === 'broken') return { ok: false, error: { errorType: 'Error', errorMessage: 'inside' } }
      return { ok: true, result: { statusCode: 200, body: JSON.stringify(event) } }
    },
    onAnswered: () => undefined,
  })
  listener = await listenOnLoopback(0, gateway)
  base = `http://localhost:${listener.port}`
})
afterAll(() => listener.stop())

const now = () => Math.floor(Date.now() / 1000)
const claims = {
  sub: 'x',
  role: 'bank',
  list: ['a', 'b'],
  deep: { n: 1 },
  ok: true,
  aud: 'rongxie-api',
  iss: issuer,
}
const token = (more: Record<string, unknown> = {}, key = privateKey, kid = 'k1') =>
  new SignJWT({ ...claims, iat: now(), exp: now() + 60, ...more })
    .setProtectedHeader({ alg: 'RS256', kid })
    .sign(key)
/** The echoed event, as far as it is looked at by name. */
type Echo = {
  readonly requestContext: { readonly authorizer: { readonly jwt: { readonly scopes: unknown } } }
  readonly isBase64Encoded: boolean
  readonly body: string
}
const call = async (path: string, bearer?: string, init: RequestInit = {}) => {
  const response = await fetch(base + path, {
    ...init,
    headers: { ...init.headers, ...(bearer === undefined ? {} : { authorization: bearer }) },
  })
  return { status: response.status, headers: response.headers, body: (await response.json()) as Echo }
}

describe('JWT authorizer', () => {
  test('claims are handed on as texts, scopes as null when the route asks for none', async () => {
    const { status, body } = await call('/closed', `Bearer ${await token()}`)
    expect(status).toBe(200)
    expect(body.requestContext.authorizer.jwt).toMatchObject({
      claims: {
        sub: 'x',
        role: 'bank',
        list: '[a b]',
        deep: 'map[n:1]',
        ok: 'true',
        exp: expect.stringMatching(/^\d+$/),
      },
      scopes: null,
    })
  })

  test('the audience of a token that has none is its client', async () => {
    const bearer = `Bearer ${await token({ aud: undefined, client_id: 'rongxie-api' })}`
    expect((await call('/closed', bearer)).status).toBe(200)
  })

  test.each([
    ['expired', () => token({ exp: now() - 1 })],
    ['not yet valid', () => token({ nbf: now() + 60 })],
    ['without an end', () => token({ exp: undefined })],
    ['of another issuer', () => token({ iss: 'http://localhost/other' })],
    ['for another audience', () => token({ aud: 'other', client_id: 'rongxie-api' })],
    ['signed by another key', () => token({}, foreign.privateKey)],
    ['signed by an unknown key', () => token({}, foreign.privateKey, 'k2')],
    ['unsigned', async () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`],
    [
      'made with the public key as a secret',
      async () =>
        new SignJWT({ ...claims, exp: now() + 60 })
          .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
          .sign(new TextEncoder().encode(JSON.stringify(jwk).repeat(2))),
    ],
    ['no token at all', async () => 'garbage'],
  ])('a token that is %s is refused', async (_name, make) => {
    const { status, headers, body } = await call('/closed', `Bearer ${await make()}`)
    expect([status, body]).toEqual([401, { message: 'Unauthorized' }])
    expect(headers.get('www-authenticate')).toContain('invalid_token')
  })

  test('without a token the answer says which kind is wanted', async () => {
    const { status, headers } = await call('/closed')
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  })

  test('a route that asks for a scope gets it or refuses', async () => {
    expect((await call('/scoped', `Bearer ${await token()}`)).status).toBe(403)
    const { status, body } = await call('/scoped', `Bearer ${await token({ scope: 'write read' })}`)
    expect([status, body.requestContext.authorizer.jwt.scopes]).toEqual([200, ['write', 'read']])
  })
})

describe('HTTP API', () => {
  test('the event is the one of payload format 2.0', async () => {
    const { body: event } = await call('/open?a=1&a=2&b=%E4%BA%AC', undefined, {
      method: 'POST',
      headers: { cookie: 'x=1; y=2', 'Content-Type': 'application/problem+json' },
      body: '{"n":1}',
    })
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /open',
      rawPath: '/open',
      rawQueryString: 'a=1&a=2&b=%E4%BA%AC',
      queryStringParameters: { a: '1,2', b: '京' },
      cookies: ['x=1', 'y=2'],
      headers: { 'content-type': 'application/problem+json' },
      requestContext: { http: { method: 'POST', path: '/open' }, stage: '$default', routeKey: 'ANY /open' },
      body: '{"n":1}',
      isBase64Encoded: false,
    })
    expect(event).not.toHaveProperty('pathParameters')
    expect(event.requestContext).not.toHaveProperty('authorizer')
  })

  test('a file is handed over in base64', async () => {
    const file = Uint8Array.of(0x50, 0x4b, 0, 255)
    const { body: event } = await call('/open', undefined, {
      method: 'POST',
      headers: { 'content-type': 'application/zip' },
      body: file,
    })
    expect([event.isBase64Encoded, event.body]).toEqual([true, Buffer.from(file).toString('base64')])
  })

  test.each([
    ['/nothing', 404, 'Not Found'],
    ['/slow', 503, 'Service Unavailable'],
    ['/broken', 500, 'Internal Server Error'],
  ])('%s answers %i', async (path, status, message) => {
    const answer = await call(path)
    expect([answer.status, answer.body]).toEqual([status, { message }])
  })

  test('a body over 10 MB is refused', async () => {
    const answer = await call('/open', undefined, {
      method: 'POST',
      body: Buffer.alloc(10 * 1024 * 1024 + 1),
    })
    expect([answer.status, answer.body]).toEqual([413, { message: 'Request Entity Too Large' }])
  })

  test('it answers on both loopback addresses, and a taken port is said so', async () => {
    const four = await fetch(`http://127.0.0.1:${listener.port}/nothing`)
    expect(four.status).toBe(404)
    await expect(listenOnLoopback(listener.port, () => undefined)).rejects.toThrow('已被占用')
  })
})
