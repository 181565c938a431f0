import { describe, expect, test } from 'vitest'
import { flowProblems } from './flow.ts'
import { declarations, subscribersOf } from './topology.ts'

describe('the five services', () => {
  test('fit together: every event has its publisher and its reader, no route stands twice', () => {
    expect(flowProblems(declarations)).toEqual([])
  })

  test('what a relay is told of its subscribers fits in a function’s environment', () => {
    const urlOf = (name: string) =>
      `https://sqs.cn-northwest-1.amazonaws.com.cn/123456789012/rongxie-51-${name}-inbox`
    for (const { publishes } of declarations) {
      const told = Object.fromEntries(publishes.map(event => [event, subscribersOf(event).map(urlOf)]))
      // Lambda takes 4 KB in all; the other variables have the rest.
      expect(JSON.stringify(told).length).toBeLessThan(3800)
    }
  })

  test('B4 a declared application goes on to review', () => {
    expect(subscribersOf('application-declared.v1')).toContain('review')
  })

  test('D1 a recommended application goes on to matching, and its push to the bank gateway', () => {
    expect(subscribersOf('application-recommended.v1')).toContain('matching')
    expect(subscribersOf('referral-dispatched.v1')).toContain('bank-gateway')
  })

  test('every path begins with the service it belongs to, save the documents', () => {
    const prefix = {
      intake: '/intake/v1/',
      review: '/review/v1/',
      matching: '/matching/v1/',
      'bank-gateway': '/bank/v1/',
      reporting: '/reports/',
    }
    for (const { name, routes } of declarations)
      for (const { path, permission } of Object.values(routes))
        expect(permission === 'public' || path.startsWith(prefix[name]), path).toBe(true)
  })
})
