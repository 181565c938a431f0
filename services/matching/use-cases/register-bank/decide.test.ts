import { describe, expect, test } from 'vitest'
import { type BankEvent, type BankState, bankAggregate } from '../../domain/bank.ts'
import { bankViews } from '../../domain/bank-views.ts'
import { branch } from '../../testing/examples.ts'
import { decideRegisterBank } from './decide.ts'

const after = (...events: readonly BankEvent[]): BankState =>
  events.reduce(bankAggregate.evolve, bankAggregate.initial)
const register = (state: BankState, more: Parameters<typeof branch>[1] = {}, callerRegion = '511700') =>
  decideRegisterBank(state, { bank: branch('boc-a', more), callerRegion })
const eventsOf = (decided: ReturnType<typeof register>) => (decided.kind === 'accepted' ? decided.events : [])
const registered = after(...eventsOf(register(bankAggregate.initial, { batchCapacity: 5 })))

describe('Registering a bank', () => {
  test('D1 tells the others who it is and which regions it serves, and keeps the rest to itself', () => {
    expect(eventsOf(register(bankAggregate.initial, { batchCapacity: 5 }))).toEqual([
      {
        type: 'bank-registered.v1',
        data: {
          bankId: 'boc-a',
          name: 'boc-a支行',
          institutionId: 'boc',
          institutionName: 'boc银行',
          regionCodes: ['511702'],
          active: true,
        },
      },
      { type: 'bank-appetite-set', data: { batchCapacity: 5 } },
    ])
    expect(registered).toMatchObject({ bank: branch('boc-a', { batchCapacity: 5 }) })
  })

  test('D1 the same content again changes nothing; a new capacity is no news to the others', () => {
    expect(register(registered, { batchCapacity: 5 }).kind).toBe('unchanged')
    expect(eventsOf(register(registered, { batchCapacity: 6 })).map(event => event.type)).toEqual([
      'bank-appetite-set',
    ])
    expect(eventsOf(register(registered)).map(event => event.type)).toEqual(['bank-appetite-set'])
  })

  test.each([
    ['a region the caller does not cover', bankAggregate.initial, { regionCodes: ['511702', '411525'] }],
    ['a bank that another region registered', after(...eventsOf(register(bankAggregate.initial, {}))), {}],
  ])('A2 refuses %s', (_what, state, more) => {
    const region = state.status === 'registered' ? '411500' : '511700'
    expect(register(state, more, region)).toMatchObject({ refusal: { code: 'outside-region' } })
  })
})

describe('Lists', () => {
  const listed = (state: BankState) =>
    bankViews(state).flatMap(view => (view.list ? [`${view.list.pk} ${view.list.sk}`] : []))

  test('D1 a bank stands under each region it serves and each above it', () => {
    expect(listed(registered)).toEqual([
      'banks#511702 serves#boc-a',
      'banks#511700 within#boc-a',
      'banks#510000 within#boc-a',
      'banks#000000 within#boc-a',
    ])
  })

  test('D1 it comes off the list of a region it leaves, and back on when it returns', () => {
    const moved = eventsOf(register(registered, { regionCodes: ['511703'] })).reduce(
      bankAggregate.evolve,
      registered,
    )
    expect(listed(moved)).not.toContain('banks#511702 serves#boc-a')
    expect(bankViews(moved).find(view => view.name === 'region-511702')).not.toHaveProperty('list')
    expect(bankViews(moved).filter(view => view.name === 'region-511700')).toHaveLength(1)
    const back = eventsOf(register(moved)).reduce(bankAggregate.evolve, moved)
    expect(listed(back)).toContain('banks#511702 serves#boc-a')
    expect(bankViews(back).find(view => view.name === 'region-511703')).not.toHaveProperty('list')
  })
})
