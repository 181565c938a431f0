import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventContracts } from '#shared/contracts/events.ts'
import { type ReferralEvent, referral, type State } from '../../domain/referral.ts'
import { dispatched, given } from '../../testing/referral.ts'
import { takeIn } from './decide.ts'

const offer = (state: State = referral.initial) => takeIn(state, dispatched, '2026-03-10')

test('E3 a push is taken in and offered, exactly of the contract', () => {
  const decision = offer()
  if (decision.kind !== 'accepted') throw new Error(decision.kind)
  expect(decision.events.map(event => event.type)).toEqual(['referral-received', 'referral-offered.v1'])
  const [, offered] = decision.events
  expect(eventContracts['referral-offered.v1'].strict().parse(offered?.data)).toEqual(offered?.data)
  expect(given(decision.events)).toMatchObject({ status: 'offered', offeredOn: '2026-03-10' })
})

test('H3 the offer holds no contact, neither sealed nor masked', () => {
  const decision = offer()
  if (decision.kind !== 'accepted') throw new Error(decision.kind)
  const text = JSON.stringify(decision.events[1])
  for (const secret of Object.values(dispatched.contact)) expect(text).not.toContain(secret)
  expect(text).not.toContain('contact')
})

test('D4 told again, whatever happened since, it is not offered again', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('tell', 'accept'), { minLength: 1, maxLength: 8 }), steps => {
      const log: ReferralEvent[] = []
      for (const step of steps) {
        const state = given(log)
        if (step === 'tell') {
          const decision = offer(state)
          if (decision.kind === 'accepted') log.push(...decision.events)
          else expect(decision.kind).toBe('unchanged')
        } else if (state.status === 'offered')
          log.push({ type: 'referral-accepted.v1', data: { ...dispatched, acceptedOn: '2026-03-10' } })
      }
      const offers = log.filter(event => event.type === 'referral-offered.v1').length
      expect(offers).toBe(steps.includes('tell') ? 1 : 0)
    }),
    { numRuns: 2_000 },
  )
})

test('D4 an id that stands for another bank is refused', () => {
  const decision = takeIn(offered(), { ...dispatched, bankId: 'other-bank' }, '2026-03-10')
  expect(decision).toMatchObject({ kind: 'refused', refusal: { code: 'referral-conflict' } })
})

const offered = (): State => {
  const decision = offer()
  return decision.kind === 'accepted' ? given(decision.events) : referral.initial
}
