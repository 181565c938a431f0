import { describe, expect, test } from 'vitest'
import { filterOf } from './event-filter.ts'

const record = (sk: string, eventName = 'INSERT') => ({ eventName, dynamodb: { Keys: { sk: { S: sk } } } })

describe('event filter', () => {
  const commits = filterOf([{ eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: 'C#' }] } } } }])

  test.each([
    [record('C#1'), true],
    [record('V#1'), false],
    [record('C#1', 'MODIFY'), false],
    [{ eventName: 'INSERT' }, false],
  ])('%j passes: %s', (event, passes) => {
    expect(commits(event)).toBe(passes)
  })

  test('any of several patterns is enough, and none at all lets everything through', () => {
    const either = filterOf([{ a: ['x'] }, { a: [{ suffix: 'z' }] }])
    expect([{ a: 'x' }, { a: 'yz' }, { a: 'y' }].map(either)).toEqual([true, true, false])
    expect(filterOf([])({})).toBe(true)
  })

  test('exists and anything-but look at the field itself', () => {
    const filter = filterOf([{ a: [{ exists: false }], b: [{ 'anything-but': ['n'] }] }])
    expect([{ b: 'm' }, { b: 'n' }, { a: 1, b: 'm' }, {}].map(filter)).toEqual([true, false, false, false])
  })

  test('a comparison it does not know is refused, not passed over', () => {
    expect(() => filterOf([{ a: [{ numeric: ['>', 1] }] }])).toThrow('numeric')
  })
})
