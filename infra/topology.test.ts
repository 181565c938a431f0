import { describe, expect, test } from 'vitest'
import { flowProblems } from './flow.ts'
import { declarations, subscribersOf } from './topology.ts'

describe('the five services', () => {
  test('fit together: every event has its publisher and its reader, no route stands twice', () => {
    expect(flowProblems(declarations)).toEqual([])
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
