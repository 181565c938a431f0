import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BankState, bankDirectory } from '../../domain/bank.ts'
import { noteBank } from './decide.ts'

const note = (state: BankState, sequence: number): BankState => {
  const bank = { bankId: 'icbc', name: `名称${sequence}`, active: sequence % 2 === 1, sequence }
  const decision = noteBank(state, bank)
  return decision.kind === 'accepted' ? decision.events.reduce(bankDirectory.evolve, state) : state
}

test('B6 the newest description of a bank stands, in whatever order and however often it arrives', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), sequences => {
      const newest = Math.max(...sequences)
      expect(sequences.reduce(note, bankDirectory.initial)).toEqual({
        status: newest % 2 === 1 ? 'active' : 'inactive',
        bankId: 'icbc',
        name: `名称${newest}`,
        sequence: newest,
      })
    }),
  )
})
