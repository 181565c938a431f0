import { describe, expect, test } from 'vitest'
import { type EventName, producers } from '#shared/contracts/names.ts'
import { type Declarations, flowProblems, readByBanks, subscribersOf } from './flow.ts'
import { fixtures } from './stacks/declarations.fixture.ts'

const without = (name: string, change: Partial<Declarations[number]>): Declarations =>
  fixtures.map(service => (service.name === name ? { ...service, ...change } : service))

describe('the map of events', () => {
  test('a map in which every event has its publisher and its reader has no problem', () => {
    expect(flowProblems(fixtures)).toEqual([])
  })

  test('the subscribers of an event are the services that say why they consume it', () => {
    expect(subscribersOf(fixtures, 'application-declared.v1')).toEqual(['review', 'reporting'])
    expect(subscribersOf(fixtures, 'batch-planned.v1')).toEqual(['matching'])
  })

  test('an event that nobody consumes is named', () => {
    expect(flowProblems(without('matching', { consumes: {} }))).toContain('nobody consumes batch-planned.v1')
  })

  test('E3 the offer to a bank is read from the bank’s own queue', () => {
    expect(readByBanks).toContain('referral-offered.v1')
    expect(subscribersOf(fixtures, 'referral-offered.v1')).toEqual([])
  })

  test.each(Object.keys(producers) as EventName[])(
    '%s: without its publisher its readers are named',
    event => {
      const silenced = fixtures.map(service => ({
        ...service,
        publishes: service.publishes.filter(published => published !== event),
      }))
      expect(flowProblems(silenced)).toEqual(
        subscribersOf(fixtures, event).map(name => `${name} consumes ${event}, which nobody publishes`),
      )
    },
  )

  test('an event published by a service that does not own it is named', () => {
    expect(flowProblems(without('reporting', { publishes: ['loan-drawn.v1'] }))).toEqual([
      'reporting publishes loan-drawn.v1, which belongs to bank-gateway',
    ])
  })

  test('a route or a service declared twice is named', () => {
    const [intake, ...others] = fixtures
    if (intake === undefined) throw new Error('no fixture')
    const problems = flowProblems([intake, { ...intake, publishes: [], consumes: {} }, ...others])
    expect(problems).toContain('two declarations are named intake')
    expect(problems).toContain('the route POST /intake/v1/applications is declared twice')
  })
})
