import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addCalendarDays } from '#shared/domain/days.ts'
import { drawnFenOf, type ReferralEvent, referral, type State } from '../../domain/referral.ts'
import { type FeedbackType, feedbackTypes } from '../../domain/transitions.ts'
import { bodies, referralIn } from '../../testing/feedback.ts'
import { dispatched } from '../../testing/referral.ts'
import type { Feedback } from './body.ts'
import { feedBack } from './decide.ts'

type Step = {
  readonly type: FeedbackType
  readonly later: number
  readonly back: number
  readonly amountFen: number
}

const way: readonly FeedbackType[] = ['accepted', 'contacted', 'materials-completed', 'granted']

/** Random feedback, mixed with the straight way so that many histories get as far as the money. */
const history = fc
  .tuple(
    fc.integer({ min: 0, max: 4 }),
    fc.array(
      fc.record({
        type: fc.oneof(
          { weight: 3, arbitrary: fc.constant<FeedbackType>('drawn') },
          { weight: 4, arbitrary: fc.constantFrom(...feedbackTypes) },
        ),
        later: fc.integer({ min: 0, max: 9 }),
        back: fc.integer({ min: -2, max: 12 }),
        amountFen: fc.integer({ min: 1, max: 30_000_000 }),
      }),
      { minLength: 1, maxLength: 14 },
    ),
  )
  .map(([lead, steps]): readonly Step[] => [
    ...way.slice(0, lead).map(type => ({ type, later: 1, back: 0, amountFen: 1 })),
    ...steps,
  ])

const bodyOf = ({ type, amountFen }: Step, day: string): Feedback => {
  if (type === 'drawn') return { ...bodies.drawn, drawnOn: day, amountFen }
  const body = bodies[type]
  if ('decidedOn' in body) return { ...body, decidedOn: day }
  if (body.type === 'contract') return { ...body, signedOn: day }
  if (body.type === 'renewed') return { ...body, occurredOn: day, amountFen }
  return { ...body, occurredOn: day }
}

const run = (steps: readonly Step[]) => {
  let state: State = referralIn('offered')
  let today = dispatched.dispatchedOn
  const events: ReferralEvent[] = []
  const statuses: State['status'][] = [state.status]
  for (const step of steps) {
    today = addCalendarDays(today, step.later)
    const decision = feedBack(
      state,
      dispatched.bankId,
      bodyOf(step, addCalendarDays(today, -step.back)),
      today,
    )
    if (decision.kind !== 'accepted') continue
    events.push(...decision.events)
    state = decision.events.reduce(referral.evolve, state)
    statuses.push(state.status)
  }
  return { state, events, statuses, today }
}

/** What follows the grant may be told out of turn; what leads to it may not. */
const inOrder: readonly FeedbackType[] = [
  'accepted',
  'contacted',
  'materials-completed',
  'granted',
  'refused',
]

const rank: { readonly [type: string]: number } = {
  'referral-accepted.v1': 1,
  'enterprise-contacted.v1': 2,
  'materials-completed.v1': 3,
  'credit-decided.v1': 4,
  'loan-drawn.v1': 5,
}

test('E1 E3 E4 whatever a bank sends: one decision, events in order, never more drawn than the line', () => {
  let withMoney = 0
  fc.assert(
    fc.property(history, steps => {
      const { state, events } = run(steps)
      const told = events.filter(event => event.type in rank)
      const decisions = told.flatMap(event => (event.type === 'credit-decided.v1' ? [event.data] : []))
      expect(decisions.length).toBeLessThanOrEqual(1)

      const ranks = told.map(event => rank[event.type] ?? 0)
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
      const once = ranks.filter(each => each < 5)
      expect(new Set(once).size).toBe(once.length)

      const drawn = told.flatMap(event => (event.type === 'loan-drawn.v1' ? [event.data] : []))
      const totalFen = drawn.reduce((sum, { amountFen }) => sum + amountFen, 0)
      const [decision] = decisions
      const lineFen = decision?.outcome === 'granted' ? decision.grant.lineFen : 0
      expect(totalFen).toBeLessThanOrEqual(lineFen)
      expect(drawn.at(-1)?.totalDrawnFen ?? 0).toBe(totalFen)
      expect(drawnFenOf(state)).toBe(totalFen)
      if (drawn.length > 1) withMoney += 1
    }),
    { numRuns: 3_000 },
  )
  // The property says little when hardly any history reaches the money.
  expect(withMoney).toBeGreaterThan(100)
})

test('E3 every step follows the order of the ledger, and no day is of the future or before its step', () => {
  const next: { readonly [status: string]: readonly string[] } = {
    offered: ['accepted', 'declined', 'refused', 'given-up'],
    accepted: ['contacted', 'refused', 'given-up'],
    contacted: ['materials-missing', 'materials-completed', 'refused', 'given-up'],
    'materials-missing': ['materials-missing', 'materials-completed', 'refused', 'given-up'],
    'materials-completed': ['granted', 'refused', 'given-up'],
    granted: ['contracted', 'drawn', 'withdrawn'],
    contracted: ['drawn', 'withdrawn'],
    drawn: ['drawn', 'renewed', 'repaid'],
    renewed: ['renewed', 'repaid'],
    repaid: ['repaid'],
  }
  fc.assert(
    fc.property(history, steps => {
      const { state, statuses, today } = run(steps)
      for (const [index, status] of statuses.slice(1).entries())
        expect(next[statuses[index] ?? ''] ?? []).toContain(status)
      const notes = state.status === 'unknown' ? [] : state.history
      const steady = notes.filter(note => inOrder.includes(note.type)).map(note => note.occurredOn)
      expect(steady).toEqual([...steady].sort())
      for (const { occurredOn, fedBackOn } of notes) {
        expect(occurredOn >= dispatched.dispatchedOn && occurredOn <= fedBackOn).toBe(true)
        expect(fedBackOn <= today).toBe(true)
      }
    }),
    { numRuns: 2_000 },
  )
})
