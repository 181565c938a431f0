import { describe, expect, test } from 'vitest'
import type { Invocation } from '../lambda/instance.ts'
import { failedItems, nextStep } from './batch-outcome.ts'

const ok = (result: unknown): Invocation => ({ ok: true, result })
const error: Invocation = { ok: false, error: { errorType: 'Error', errorMessage: 'x' } }
const report = (...names: unknown[]) =>
  ok({ batchItemFailures: names.map(itemIdentifier => ({ itemIdentifier })) })

describe('partial batch response', () => {
  test.each([
    ['an empty report is success', report(), []],
    ['no answer is success', ok(null), []],
    ['a null list is success', ok({ batchItemFailures: null }), []],
    ['only those named come back', report('b'), ['b']],
    ['an error is all', error, ['a', 'b', 'c']],
    ['an unknown name is all', report('b', 'z'), ['a', 'b', 'c']],
    ['an empty name is all', report(''), ['a', 'b', 'c']],
    ['a null name is all', report(null), ['a', 'b', 'c']],
    ['an unreadable report is all', ok({ batchItemFailures: 'b' }), ['a', 'b', 'c']],
  ])('%s', (_name, invocation, expected) => {
    expect([...failedItems(['a', 'b', 'c'], invocation, true)].sort()).toEqual(expected)
  })

  test('without ReportBatchItemFailures the answer says nothing', () => {
    expect([...failedItems(['a'], report('a'), false)]).toEqual([])
  })
})

describe('stream batch', () => {
  const settings = { partialFailures: true, bisect: true, fullSize: 100 }
  const step = (items: string[], invocation: Invocation, bisect = true) =>
    nextStep({ ...settings, bisect, items, invocation })

  test('a good batch moves the checkpoint over all of it', () => {
    expect(step(['1', '2'], report())).toEqual({ done: 2, size: 100, retry: false })
  })

  test('records before the first failed one are done, whatever else is named', () => {
    expect(step(['1', '2', '3', '4'], report('4', '3'))).toEqual({ done: 2, size: 100, retry: true })
  })

  test('a batch that failed whole is halved down to the record that fails', () => {
    expect(step(['1', '2', '3', '4'], error)).toEqual({ done: 0, size: 2, retry: true })
    expect(step(['1'], error)).toEqual({ done: 0, size: 1, retry: true })
  })

  test('without bisecting it is tried whole again', () => {
    expect(step(['1', '2', '3'], error, false)).toEqual({ done: 0, size: 100, retry: true })
  })
})
