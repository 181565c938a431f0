import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Gateway } from '../http/gateway.ts'
import { type Listener, listenOnLoopback } from '../http/listen.ts'
import { makeIssuer } from './issuer.ts'
import { openIssuerKeys } from './issuer-keys.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'rongxie-issuer-'))
const warnings = vi.spyOn(console, 'warn')
let listener: Listener
let baseUrl: string

beforeAll(async () => {
  let handle: Gateway = () => undefined
  listener = await listenOnLoopback(0, (request, response) => handle(request, response))
  baseUrl = `http://localhost:${listener.port}`
  const issuer = makeIssuer({
    keys: await openIssuerKeys(dataDir),
    baseUrl,
    audience: 'rongxie-api',
    consoleRegions: ['511702', '511700', '510000'],
    log: line => {
      throw new Error(line)
    },
  })
  handle = (request, response) => {
    if (!issuer.handle(request, response)) response.writeHead(200).end('elsewhere')
  }
})
afterAll(async () => {
  await listener.stop()
  rmSync(dataDir, { recursive: true })
})

const post = (body: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${baseUrl}/oidc/token`, { method: 'POST', headers, body: new URLSearchParams(body) })

type Answer = { readonly access_token: string; readonly id_token: string; readonly error: string }
const answerTo = async (response: Response) => (await response.json()) as Answer

describe('tokens for programs', () => {
  const credentials = { client_id: 'department-511702-tax', client_secret: 'rongxie-local' }
  const basic = (id: string, secret: string) => ({
    authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
  })

  test('A2 a caller gets who, as what, where and for whom, without naming a resource', async () => {
    const answer = await answerTo(await post({ grant_type: 'client_credentials', ...credentials }))
    expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: 3600 })
    expect(decodeProtectedHeader(answer.access_token)).toMatchObject({ alg: 'RS256', typ: 'at+jwt' })
    expect(decodeJwt(answer.access_token)).toMatchObject({
      iss: `${baseUrl}/oidc`,
      aud: 'rongxie-api',
      sub: 'department-511702-tax',
      client_id: 'department-511702-tax',
      role: 'department',
      region: '511702',
      org: 'department-511702-tax',
      name: '四川省达州市通川区部门（tax）',
    })
  })

  test('A3 the secret may come in the header too, and a bank has its claim', async () => {
    const response = await post({ grant_type: 'client_credentials' }, basic('bank-icbc', 'rongxie-local'))
    const { access_token } = await answerTo(response)
    expect(decodeJwt(access_token)).toMatchObject({ role: 'bank', bank: 'icbc', org: 'bank-icbc' })
  })

  test.each([
    ['bank-icbc', 'wrong'],
    ['mayor-511702', 'rongxie-local'],
    ['console', 'rongxie-local'],
  ])('A2 %s with %s gets none', async (id, secret) => {
    const response = await post({ grant_type: 'client_credentials' }, basic(id, secret))
    expect([response.status, (await answerTo(response)).error]).toEqual([401, 'invalid_client'])
  })

  test('its keys and addresses are published, the private part is not', async () => {
    const url = `${baseUrl}/oidc/.well-known/openid-configuration`
    const discovery = (await (await fetch(url)).json()) as { jwks_uri: string }
    expect(discovery).toMatchObject({
      issuer: `${baseUrl}/oidc`,
      token_endpoint: `${baseUrl}/oidc/token`,
      authorization_endpoint: `${baseUrl}/oidc/auth`,
      end_session_endpoint: `${baseUrl}/oidc/sign-out`,
    })
    const { keys } = (await (await fetch(discovery.jwks_uri)).json()) as { keys: object[] }
    expect(keys).toHaveLength(1)
    expect(keys[0]).not.toHaveProperty('d')
  })
})

/** A browser's cookies and nothing else of it. */
const browser = () => {
  const cookies = new Map<string, string>()
  return async (url: string, init: RequestInit = {}) => {
    const response = await fetch(new URL(url, baseUrl), {
      ...init,
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]?.split(/=(.*)/) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return {
      status: response.status,
      location: response.headers.get('location') ?? '',
      text: await response.text(),
    }
  }
}

describe('sign-in of the console', () => {
  const verifier = randomBytes(32).toString('base64url')
  const redirect = () => `${baseUrl}/reports/`
  const authUrl = (more: Record<string, string> = {}) =>
    `/oidc/auth?${new URLSearchParams({
      client_id: 'console',
      response_type: 'code',
      redirect_uri: redirect(),
      scope: 'openid',
      state: 's',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...more,
    })}`

  test('G1 one click on a supervisor gives the console a token for that region', async () => {
    const go = browser()
    const page = await go((await go(authUrl())).location)
    expect(page.text).toContain('四川省达州市通川区上级工作机制（督导）')
    expect(page.text.match(/<button/g)).toHaveLength(3)
    expect(page.text).not.toMatch(/https?:\/\//)
    const action = /action="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const clicked = await go(action, {
      method: 'POST',
      body: new URLSearchParams({ account: 'supervisor-511700' }),
    })
    const back = new URL((await go(clicked.location)).location)
    expect(`${back.origin}${back.pathname}`).toBe(redirect())
    const answer = await answerTo(
      await post({
        grant_type: 'authorization_code',
        client_id: 'console',
        code: back.searchParams.get('code') ?? '',
        redirect_uri: redirect(),
        code_verifier: verifier,
      }),
    )
    expect(decodeJwt(answer.access_token)).toMatchObject({
      sub: 'supervisor-511700',
      role: 'supervisor',
      region: '511700',
      aud: 'rongxie-api',
      iss: `${baseUrl}/oidc`,
    })
    expect(decodeJwt(answer.id_token)).toMatchObject({ sub: 'supervisor-511700', aud: 'console' })

    const asked = await go(
      `/oidc/sign-out?${new URLSearchParams({ id_token_hint: answer.id_token, post_logout_redirect_uri: redirect() })}`,
    )
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked.text)?.[1] ?? ''
    expect(asked.text).toContain('name="logout"')
    const out = await go('/oidc/sign-out/confirm', {
      method: 'POST',
      body: new URLSearchParams({ xsrf, logout: 'yes' }),
    })
    expect(out.location).toBe(redirect())
    expect((await go(authUrl())).location).toContain('/sign-in/')
  })

  test('A2 the page signs in only those it offers', async () => {
    const go = browser()
    const page = await go((await go(authUrl())).location)
    const action = /action="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const clicked = await go(action, {
      method: 'POST',
      body: new URLSearchParams({ account: 'operator-510000' }),
    })
    expect(clicked.status).toBe(400)
  })

  test('A2 another redirect address or a request without PKCE is refused in Chinese', async () => {
    const elsewhere = await browser()(authUrl({ redirect_uri: 'http://localhost:1/' }))
    expect([elsewhere.status, elsewhere.location]).toEqual([400, ''])
    expect(elsewhere.text).toContain('无法继续登录')
    const url = new URL(authUrl(), baseUrl)
    url.searchParams.delete('code_challenge')
    url.searchParams.delete('code_challenge_method')
    expect((await browser()(url.href)).location).toContain('error=invalid_request')
  })

  test('a sign-in that has gone stale leads back to the console', async () => {
    expect((await browser()('/oidc/sign-in/none')).location).toBe('/reports/')
  })
})

test('nothing beside its own path is answered, and it warns of nothing', async () => {
  expect(await (await fetch(`${baseUrl}/oidcx`)).text()).toBe('elsewhere')
  expect(warnings).not.toHaveBeenCalled()
})

test('keys stay the same over a restart', async () => {
  expect(await openIssuerKeys(dataDir)).toEqual(await openIssuerKeys(dataDir))
})
