import { expect, test } from 'vitest'
import { delayAfter, holdFrom, judge, longestDelay, retrySchedule } from './webhook-retry.ts'

const now = '2026-03-31T02:00:00.000Z'
const minutes = (n: number) => n * 60
const hours = (n: number) => n * 3600

test('E3 the schedule is the one that Standard Webhooks recommends', () => {
  expect(retrySchedule).toEqual([
    5,
    ...[minutes(5), minutes(30)],
    ...[hours(2), hours(5), hours(10), hours(14), hours(20), hours(24)],
  ])
})

test('E3 each receipt waits its turn of the schedule, never longer than a queue can hide a message', () => {
  const waits = Array.from({ length: 20 }, (_, index) => delayAfter(index + 1))
  expect(waits.slice(0, 6)).toEqual(retrySchedule.slice(0, 6))
  expect(waits.slice(6).every(wait => wait === longestDelay)).toBe(true)
  expect(longestDelay).toBeLessThan(hours(12) - 60)
  expect(delayAfter(0)).toBe(5)
})

test('E3 a message outlives the five days after which a webhook is switched off, and the queue outlives the message', () => {
  const mostReceives = 20
  const untilLast = (receives: number) =>
    Array.from({ length: receives - 1 }, (_, index) => delayAfter(index + 1)).reduce((a, b) => a + b, 0)
  expect(untilLast(mostReceives)).toBeGreaterThan(hours(24 * 5))
  expect(untilLast(mostReceives)).toBeLessThan(hours(24 * 14))
  // Ten showings, as banks that fetch by themselves once had, would not have reached.
  expect(untilLast(10)).toBeLessThan(hours(24 * 5))
})

test('E3 only 2xx delivers', () => {
  for (const status of [200, 201, 202, 204, 299])
    expect(judge({ ms: 1, status }, 1, now).kind).toBe('delivered')
  for (const status of [100, 199, 300, 301, 307, 308, 400, 401, 404, 410, 429, 500, 503])
    expect(judge({ ms: 1, status }, 3, now)).toMatchObject({
      kind: 'failed',
      gone: status === 410,
      delaySeconds: minutes(30),
    })
  for (const problem of ['timeout', 'tls', 'connection', 'name-not-found', 'address-refused'] as const)
    expect(judge({ ms: 1, problem }, 1, now)).toMatchObject({ kind: 'failed', delaySeconds: 5, gone: false })
})

test('E3 429 and 503 may ask for a pause of up to an hour, in seconds or as a date; others may not', () => {
  expect(holdFrom('120', now)).toBe(120)
  expect(holdFrom('0', now)).toBe(1)
  expect(holdFrom('999999', now)).toBe(3600)
  expect(holdFrom('Tue, 31 Mar 2026 02:01:00 GMT', now)).toBe(60)
  expect(holdFrom('Tue, 31 Mar 2020 02:01:00 GMT', now)).toBe(1)
  for (const said of [undefined, 'soon', '']) expect(holdFrom(said, now)).toBeUndefined()
  for (const status of [429, 503]) {
    expect(judge({ ms: 1, status, retryAfter: '90' }, 1, now)).toMatchObject({
      holdSeconds: 90,
      delaySeconds: 90,
    })
    expect(judge({ ms: 1, status, retryAfter: '90' }, 3, now)).toMatchObject({ delaySeconds: minutes(30) })
    expect(judge({ ms: 1, status }, 1, now)).not.toHaveProperty('holdSeconds')
  }
  expect(judge({ ms: 1, status: 500, retryAfter: '90' }, 1, now)).not.toHaveProperty('holdSeconds')
})

test('E3 a redirect is told as what it is', () => {
  expect(judge({ ms: 1, status: 302 }, 1, now)).toMatchObject({ problem: expect.stringContaining('转址') })
})
