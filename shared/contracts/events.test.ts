import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { eventContracts } from './events.ts'
import { type EventName, eventNameOf, eventTypeOf, producers } from './names.ts'

const folder = new URL('./samples/', import.meta.url)
const names = Object.keys(producers) as EventName[]
const sample = (name: EventName): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`${name}.golden.json`, folder), 'utf8')) as Record<string, unknown>

describe('contracts: a golden sample an event version, never edited after release', () => {
  test.each(names)('%s is read whole: nothing dropped, nothing changed', name => {
    expect(eventContracts[name].parse(sample(name))).toEqual(sample(name))
  })

  test.each(names)('%s tolerates a field that a later publisher adds', name => {
    expect(eventContracts[name].safeParse({ ...sample(name), addedLater: 1 }).success).toBe(true)
  })

  test.each(names)('%s says where it happened: without its region it is refused', name => {
    const whole = sample(name)
    const required = Object.keys(whole).filter(key => {
      const { [key]: _, ...rest } = whole
      return !eventContracts[name].safeParse(rest).success
    })
    expect(required.some(key => key.startsWith('regionCode'))).toBe(true)
  })

  test('every sample belongs to an event, and every type leads back to its name', () => {
    expect(readdirSync(folder).sort()).toEqual(names.map(name => `${name}.golden.json`).sort())
    for (const name of names) expect(eventNameOf(eventTypeOf(name))).toBe(name)
  })

  test('H3 no event carries a legal representative or a phone in the clear', () => {
    for (const name of names) {
      const text = JSON.stringify(sample(name))
      expect(text).not.toMatch(/"(legalRepresentative|phone|idNumber)"/)
      expect(text).not.toMatch(/1\d{10}(?!\d)/)
    }
  })
})
