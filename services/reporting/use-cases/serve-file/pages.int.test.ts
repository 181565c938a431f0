import { afterAll, beforeAll, expect, test } from 'vitest'
import { httpApp } from '#shared/http/app.ts'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { silentLog } from '#shared/testing/harness.ts'
import { reportingService } from '../../handlers.ts'
import { service } from '../../service.ts'
import { testDeps } from '../../testing/service.ts'

let engine: TestTable
beforeAll(async () => {
  engine = await startTestTable()
})
afterAll(async () => await engine.stop())

/** As a browser without a token. */
const get = async (path: string, issuer = 'https://login.example/oidc') => {
  const deps = { ...testDeps(engine.table), issuer }
  const app = httpApp({
    ...reportingService,
    deps,
    clock: deps.clock,
    claim: async () => 'ours',
    log: silentLog,
  })
  return await app.request(path, {}, {})
}

test('G1 the page, the documents and all they load are served without a token, from here alone', async () => {
  for (const page of ['/reports/', '/docs']) {
    const answer = await get(page)
    const html = await answer.text()
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(html).not.toMatch(/https?:\/\/|<style|style=|<script>/)
    const loaded = [...html.matchAll(/(?:src|href)="(\/(?:docs|reports)\/[^"]+)"/g)].map(([, path]) => path)
    expect(loaded.length).toBeGreaterThan(2)
    for (const path of loaded) expect([path, (await get(path ?? '')).status]).toEqual([path, 200])
  }
  const imports = await (await get('/reports/console.js')).text()
  for (const [, file] of imports.matchAll(/from '\.\/([\w.-]+)'/g))
    expect((await get(`/reports/${file}`)).headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(await (await get('/openapi.json')).json()).toEqual({ openapi: '3.1.0' })
})

test('H3 nothing foreign is let in, and only the issuer may be spoken to besides us', async () => {
  const policy = async (issuer: string) =>
    (await get('/reports/', issuer)).headers.get('content-security-policy')
  expect(await policy('https://login.example/oidc')).toContain("connect-src 'self' https://login.example;")
  expect(await policy('')).toContain("connect-src 'self';")
  expect(await policy('')).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
})

test('A2 the page learns from the configuration where to sign in', async () => {
  expect(await (await get('/reports/config.json')).json()).toEqual({
    issuer: 'https://login.example/oidc',
    clientId: 'console',
    scope: 'openid',
  })
})

test('H3 no other file is served', async () => {
  for (const path of [
    '/reports/openapi.json',
    '/reports/index.mjs',
    '/docs/console.js',
    '/reports/..%2Findex.mjs',
  ])
    expect((await get(path)).status).toBe(404)
})

test('H3 the funnel itself is not public', async () => {
  expect((await get('/reports/v1/funnel')).status).toBe(401)
  const open = Object.values(service.routes).filter(route => route.permission === 'public')
  expect(open.map(({ path }) => path)).not.toContain('/reports/v1/funnel')
})
