import { expect, test } from 'vitest'
import { branch } from '../testing/examples.ts'
import { shownTo } from './shown-bank.ts'

const bank = branch('boc-a', { regionCodes: ['511702', '511703'], queuePrincipal: '123456789012' })
const { queuePrincipal: _hidden, ...without } = bank

test.each([
  ['task-force', '511700', bank],
  ['operator', '510000', bank],
  ['task-force', '511702', without],
  ['bank', '511700', without],
  ['supervisor', '511700', without],
  ['township', '511702104', without],
] as const)(
  'E3 A2 to %s of %s a queue’s principal shows only where they may state it',
  (role, region, shown) => {
    expect(shownTo({ role, region }, bank)).toEqual(shown)
  },
)

test('E3 A2 who took a bank over is not shown the principal of other regions’ time, nor they its present one', () => {
  const earlier = branch('boc-a', { regionCodes: ['511703'], queuePrincipal: '123456789012' })
  const now = branch('boc-a', { queuePrincipal: '210987654321' })
  const force = (region: string) => ({ role: 'task-force', region }) as const
  expect(shownTo(force('511702'), earlier, now)).not.toHaveProperty('queuePrincipal')
  expect(shownTo(force('511703'), earlier, now)).not.toHaveProperty('queuePrincipal')
  expect(shownTo(force('511703'), now)).not.toHaveProperty('queuePrincipal')
  expect(shownTo(force('511700'), earlier, now)).toEqual(earlier)
})
