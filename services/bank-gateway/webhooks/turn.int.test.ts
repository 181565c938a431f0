import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { endTurn, progressOf, takeTurn } from './turn.ts'

let store: TestTable
beforeAll(async () => {
  store = await startTestTable()
})
afterAll(async () => await store?.stop())

const at = (seconds: number) => new Date(Date.parse('2026-03-31T02:00:00Z') + seconds * 1000).toISOString()
const take = async (bankId: string, seconds: number) => await takeTurn(store.table, bankId, at(seconds), 60)

test('E3 of many deliverers at once one has the turn, and the next when it is given back or has run out', async () => {
  const rivals = await Promise.all(Array.from({ length: 8 }, () => take('bank-a', 0)))
  const [turn, ...others] = rivals.filter(one => one !== undefined)
  expect(others).toEqual([])
  if (!turn) throw new Error('nobody had the turn')
  expect(await take('bank-a', 59)).toBeUndefined()
  expect(await take('bank-b', 1)).toBeDefined()
  await endTurn(store.table, 'bank-a', turn, { lastSuccessAt: at(20) }, at(20))
  const next = await take('bank-a', 20)
  expect(next).toMatchObject({ lastSuccessAt: at(20) })
  // Its holder died: after a minute another goes on, and the late return of the first changes nothing.
  const later = await take('bank-a', 81)
  expect(later).toBeDefined()
  if (next) await endTurn(store.table, 'bank-a', next, { lastSuccessAt: at(82) }, at(82))
  expect(await take('bank-a', 83)).toBeUndefined()
  expect(await progressOf(store.table, 'bank-a')).toMatchObject({ lastSuccessAt: at(20) })
})

test('E3 a pause that a bank asked for holds every deliverer', async () => {
  const turn = await take('bank-c', 0)
  if (!turn) throw new Error('nobody had the turn')
  await endTurn(store.table, 'bank-c', turn, { holdUntil: at(600) }, at(1))
  expect(await take('bank-c', 599)).toBeUndefined()
  expect(await take('bank-c', 600)).toBeDefined()
})
