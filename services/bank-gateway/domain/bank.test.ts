import { expect, test } from 'vitest'
import { bank, knowBank } from './bank.ts'

const said = (name: string) => ({
  bankId: 'b-1',
  name,
  institutionId: 'i-1',
  institutionName: '示范银行',
  regionCodes: ['511702'],
  active: true,
})

test('A3 the newest word on a bank holds, in whatever order the words come', () => {
  const words = [1, 2, 3].map(sequence => ({ sequence, said: said(`第 ${sequence} 次`) }))
  for (const order of [
    [0, 1, 2],
    [2, 0, 1],
    [1, 2, 0],
    [0, 0, 2, 2, 1],
  ]) {
    const state = order.reduce((now, at) => {
      const word = words[at]
      if (!word) return now
      const decision = knowBank(now, word.said, word.sequence)
      return decision.kind === 'accepted' ? decision.events.reduce(bank.evolve, now) : now
    }, bank.initial)
    expect(state).toMatchObject({ sequence: 3, name: '第 3 次' })
  }
})
