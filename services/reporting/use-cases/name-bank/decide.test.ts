import { expect, test } from 'vitest'
import { bankDefinition, bankViews } from '../../domain/bank.ts'
import { nameBank } from './decide.ts'

const told = (name: string, sequence: number) => ({ bankId: 'icbc-tongchuan', name, sequence })

const after = (...names: readonly ReturnType<typeof told>[]) =>
  names.reduce((bank, named) => {
    const decision = nameBank(bank, named)
    return decision.kind === 'accepted' ? decision.events.reduce(bankDefinition.evolve, bank) : bank
  }, bankDefinition.initial)

test('G1 the newest profile names the bank, whatever the order', () => {
  const [old, same, current] = [told('旧名', 1), told('新名', 2), told('新名', 3)]
  for (const order of [
    [old, same, current],
    [current, same, old],
    [same, current, old],
  ])
    expect(after(...order)).toEqual({ status: 'named', name: '新名', sequence: 3 })
})

test('G1 a bank stands on the list of names once it has one', () => {
  expect(bankViews(bankDefinition.initial, 'icbc-tongchuan')).toEqual([])
  expect(bankViews(after(told('通川支行', 1)), 'icbc-tongchuan')).toEqual([
    {
      name: 'name',
      list: { pk: 'banks', sk: 'icbc-tongchuan' },
      data: { bankId: 'icbc-tongchuan', name: '通川支行' },
    },
  ])
})
