import { describe, expect, test } from 'vitest'
import { routeFinder } from './routes.ts'

const fn = { name: 'f', arn: '', codeDir: '', handler: 'index.f', timeoutMs: 1, memoryMb: 1, environment: {} }
const find = routeFinder(
  [
    '$default',
    'ANY /{proxy+}',
    'GET /items/{id}',
    'GET /items/latest',
    'ANY /items/latest',
    'GET /items/{id}/parts/{part}',
    'GET /reports/',
    'POST /deep/{proxy+}',
  ].map(routeKey => ({ routeKey, fn, timeoutMs: 1 })),
)

describe('routes of an HTTP API', () => {
  test.each([
    ['GET', '/items/latest', 'GET /items/latest', undefined],
    ['PUT', '/items/latest', 'ANY /items/latest', undefined],
    ['GET', '/items/7', 'GET /items/{id}', { id: '7' }],
    ['GET', '/items/%E4%BA%AC%2F1', 'GET /items/{id}', { id: '京/1' }],
    ['GET', '/items/a/parts/b', 'GET /items/{id}/parts/{part}', { id: 'a', part: 'b' }],
    ['POST', '/items/7', 'ANY /{proxy+}', { proxy: 'items/7' }],
    ['GET', '/items/', 'ANY /{proxy+}', { proxy: 'items/' }],
    ['GET', '/reports/', 'GET /reports/', undefined],
    ['GET', '/reports', 'ANY /{proxy+}', { proxy: 'reports' }],
    ['POST', '/deep/a/b', 'POST /deep/{proxy+}', { proxy: 'a/b' }],
  ])('%s %s goes to %s', (method, path, routeKey, parameters) => {
    const match = find(method, path)
    expect(match?.route.routeKey).toBe(routeKey)
    expect(match?.pathParameters).toEqual(parameters)
  })

  test('without a route that fits there is none', () => {
    const only = routeFinder([{ routeKey: 'GET /a/{b}', fn, timeoutMs: 1 }])
    expect([only('POST', '/a/1'), only('GET', '/a'), only('GET', '/a/'), only('GET', '/a/1/2')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })
})
