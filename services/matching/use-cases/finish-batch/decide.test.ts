import { expect, test } from 'vitest'
import { isCallersOwn } from './decide.ts'

test('D1 a batch is its caller’s own for two seconds, then the event finishes it', () => {
  const begun = '2025-03-03T02:00:00.000Z'
  expect(isCallersOwn(begun, begun)).toBe(true)
  expect(isCallersOwn(begun, '2025-03-03T02:00:01.999Z')).toBe(true)
  expect(isCallersOwn(begun, '2025-03-03T02:00:02.000Z')).toBe(false)
})

test('D1 a batch whose beginning is not known is nobody’s own', () => {
  expect(isCallersOwn('', '2025-03-03T02:00:00.000Z')).toBe(false)
})
