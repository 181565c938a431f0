import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { View } from '#shared/commits/table.ts'

/** The name a bank goes by in reports. */
export type Bank =
  | { readonly status: 'unknown' }
  | { readonly status: 'named'; readonly name: string; readonly sequence: number }

export type Named = {
  readonly type: 'named'
  readonly data: { readonly bankId: string; readonly name: string; readonly sequence: number }
}

const evolve = (_: Bank, { data }: Named): Bank => ({
  status: 'named',
  name: data.name,
  sequence: data.sequence,
})

export const bankDefinition: AggregateDefinition<Bank, Named> = {
  name: 'bank',
  initial: { status: 'unknown' },
  evolve,
}

/** All banks of the province stand on one list. */
export const bankList = 'banks'

export const bankViews = (bank: Bank, bankId: string): readonly View[] =>
  bank.status === 'unknown'
    ? []
    : [{ name: 'name', list: { pk: bankList, sk: bankId }, data: { bankId, name: bank.name } }]
