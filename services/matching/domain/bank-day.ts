import type { AggregateDefinition } from '#shared/commits/execute.ts'
import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import type { Bank } from './bank.ts'

/** Places of one bank on one day, over all counties and batches (D1): so many each batch holds. */
export type BankDay = { readonly held: { readonly [batchId: string]: number } }

export type BankDayEvent = {
  readonly type: 'places-held'
  readonly data: { readonly batchId: string; readonly places: number }
}

export const bankDayAggregate: AggregateDefinition<BankDay, BankDayEvent> = {
  name: 'bank-day',
  initial: { held: {} },
  evolve: ({ held }, { data }) => ({ held: { ...held, [data.batchId]: data.places } }),
}

export const bankDayId = (bankId: string, day: string): string => `${bankId}.${day}`

/** What other batches hold of the day. */
export const heldByOthers = ({ held }: BankDay, batchId: string | undefined): number =>
  Object.entries(held).reduce((sum, [id, places]) => sum + (id === batchId ? 0 : places), 0)

export type HoldPlaces = {
  readonly batchId: string
  readonly places: number
  readonly dailyCapacity: number
}

/** D1: never more than the bank takes on a day, however many batches start at once; a batch never gives places back. */
export const decideHoldPlaces = (
  state: BankDay,
  { batchId, places, dailyCapacity }: HoldPlaces,
): Decision<BankDayEvent, undefined, 'day-full'> => {
  if (places <= (state.held[batchId] ?? 0)) return unchanged(undefined)
  return heldByOthers(state, batchId) + places > dailyCapacity
    ? refuse('day-full', `该行当日名额 ${dailyCapacity} 笔已满。`)
    : accept([{ type: 'places-held', data: { batchId, places } }], undefined)
}

/** The bank as a batch finds it: no more places than the day has left. */
export const withPlacesLeft = (bank: Bank, others: number): Bank => {
  const { dailyCapacity, batchCapacity } = bank
  if (dailyCapacity === undefined) return bank
  const left = Math.max(0, dailyCapacity - others)
  return { ...bank, batchCapacity: Math.min(batchCapacity ?? left, left) }
}
