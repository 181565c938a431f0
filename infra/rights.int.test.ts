import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type HttpService, httpApp, type Recording } from '#shared/http/app.ts'
import { testSealer, testSigner } from '#shared/keys/testing.ts'
import type { ServiceDeclaration } from '#shared/service/declaration.ts'
import { permissions, type Role, roleLabels } from '#shared/service/permissions.ts'
import { purposesOf } from '#shared/service/sharing-list.ts'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { silentLog } from '#shared/testing/harness.ts'
import { narrowedRights, rightsPage, rolesOf } from '../scripts/docs/rights-page.ts'
import { bankGatewayService } from '../services/bank-gateway/handlers.ts'
import { intakeService } from '../services/intake/handlers.ts'
import { matchingService } from '../services/matching/handlers.ts'
import { reportingService } from '../services/reporting/handlers.ts'
import { reviewService } from '../services/review/handlers.ts'

const services = [intakeService, reviewService, matchingService, bankGatewayService, reportingService]
const roles = Object.keys(roleLabels) as Role[]

const regions: { readonly [R in Role]?: string } = {
  platform: '510000',
  township: '511702104',
  supervisor: '511700',
}
const claimsOf = (role: Role) => ({
  sub: `${role}-1`,
  org: `${role}-org`,
  role,
  region: regions[role] ?? '511702',
  ...(role === 'bank' ? { bank: 'icbc-tongchuan' } : {}),
})

const samples: { readonly [parameter: string]: string } = {
  code: '91350100M000100Y43',
  applicationId: '91350100M000100Y43-01',
  bankId: 'icbc-tongchuan',
  region: '511702',
  file: 'console.js',
}
const addressOf = (path: string) =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => samples[name] ?? `${name}-1`)

let engine: TestTable
let callOf: (service: (typeof services)[number]) => Call
type Call = (
  route: ServiceDeclaration['routes'][string],
  claims: object | undefined,
  body?: string,
) => Promise<{ readonly status: number; readonly code: unknown }>

beforeAll(async () => {
  engine = await startTestTable()
  /** The outside world of all five at once; queues and buckets are empty. */
  const deps = {
    table: engine.table,
    sqs: { send: async () => ({}) },
    province: '51',
    clock: () => '2026-03-02T04:00:00.000Z',
    log: silentLog,
    sealer: testSealer(),
    signer: testSigner(),
    bankQueues: { ensure: async () => '', urlOf: async () => undefined, receive: async () => [] },
    deliveries: { wake: async () => undefined },
    webhooks: {
      post: async () => ({ ms: 1, status: 200 }),
      signer: { key: async () => ({ algorithm: 'ECDSA_SHA_256', publicKey: '' }), sign: async () => '' },
      loopback: false,
    },
    objects: {},
    issuer: '',
    readFile: async () => 'file',
    solver: async () => () => undefined,
  }
  callOf = service => {
    const app = httpApp({
      endpoints: service.endpoints as HttpService<Recording>['endpoints'],
      refusals: service.refusals,
      deps,
      clock: deps.clock,
      claim: async () => 'ours',
      log: silentLog,
    })
    return async ({ method, path }, claims, body) => {
      const answer = await app.request(
        addressOf(path),
        {
          method,
          headers: { 'content-type': 'application/json', ...(body ? { 'idempotency-key': path } : {}) },
          ...(method === 'GET' || body === undefined ? {} : { body }),
        },
        { event: { requestContext: { requestId: 'r', authorizer: { jwt: { claims: claims ?? {} } } } } },
      )
      const text = await answer.text()
      const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json')
      return { status: answer.status, code: isProblem ? JSON.parse(text).code : undefined }
    }
  }
})
afterAll(async () => await engine.stop())

describe.each(services.map(service => [service.declaration.name, service] as const))('%s', (_, service) => {
  const routes: readonly ServiceDeclaration['routes'][string][] = Object.values(service.declaration.routes)

  test('A2 outside the matrix every role is 403 on every route, before anything it sent is looked at', async () => {
    const call = callOf(service)
    for (const route of routes) {
      const may = rolesOf(route)
      for (const role of roles.filter(each => may !== undefined && !may.includes(each)))
        expect([route.path, role, await call(route, claimsOf(role))]).toEqual([
          route.path,
          role,
          { status: 403, code: 'forbidden' },
        ])
    }
  })

  test('A2 inside the matrix no role is turned away for its role, and nothing breaks', async () => {
    const call = callOf(service)
    for (const route of routes)
      for (const role of rolesOf(route) ?? roles) {
        const { status, code } = await call(route, claimsOf(role), '{}')
        expect([route.path, role, status]).not.toEqual([route.path, role, 500])
        expect([route.path, role, code]).not.toEqual([route.path, role, 'forbidden'])
        expect([route.path, role, code]).not.toEqual([route.path, role, 'not-shared'])
      }
  })

  test('A2 without a whole token only documents and the shell of the console answer', async () => {
    const call = callOf(service)
    for (const route of routes) {
      const { status } = await call(route, undefined, '{}')
      expect([route.path, status === 401]).toEqual([route.path, route.permission !== 'public'])
      const noBank = { ...claimsOf('bank'), bank: '' }
      if (rolesOf(route)?.includes('bank')) expect((await call(route, noBank, '{}')).status).toBe(401)
    }
  })

  test('H2 whoever may open personal or credit data stands on the sharing list with a purpose', () => {
    for (const { route, discloses } of service.endpoints)
      if (discloses)
        for (const role of rolesOf(route) ?? roles)
          expect([route.path, role, purposesOf(role, discloses.of).length > 0]).toEqual([
            route.path,
            role,
            true,
          ])
  })

  test('A2 every declared route has its endpoint, every endpoint its declared route', () => {
    const nameOf = ({ method, path }: (typeof routes)[number]) => `${method} ${path}`
    const built = service.endpoints.map(({ route }) => nameOf(route))
    expect([...built].sort()).toEqual(routes.map(nameOf).sort())
  })
})

test('A2 a narrowed route is one there is, and is narrower than its permission', () => {
  const all = services.flatMap(({ declaration }) => Object.values(declaration.routes))
  for (const [name, narrowed] of Object.entries(narrowedRights)) {
    const route = all.find(({ method, path }) => `${method} ${path}` === name)
    const held: readonly Role[] = route && route.permission !== 'public' ? permissions[route.permission] : []
    expect(narrowed.every(role => held.includes(role)) && narrowed.length < held.length).toBe(true)
  }
})

test('A2 H2 the page shows every route and every row of the sharing list', () => {
  const page = rightsPage(services.map(({ declaration }) => declaration))
  for (const { declaration } of services)
    for (const { method, path } of Object.values(declaration.routes))
      expect(page).toContain(`\`${method} ${path}\``)
  expect(page).toContain(
    '| 法定代表人与联系电话 | 对接与授信 | 银行受理前脱敏，受理后完整，办结后收回 | 银行 |',
  )
})
