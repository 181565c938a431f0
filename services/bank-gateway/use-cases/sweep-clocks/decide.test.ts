import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventContracts } from '#shared/contracts/events.ts'
import type { EventName } from '#shared/contracts/names.ts'
import { dueListing, provisionalListing } from '../../domain/due.ts'
import { type Referral, type ReferralEvent, referral, type State } from '../../domain/referral.ts'
import { apply, bodies, recalled, referralIn } from '../../testing/feedback.ts'
import { dispatched } from '../../testing/referral.ts'
import { acknowledgeRecall } from '../acknowledge-recall/decide.ts'
import { takeIn } from '../take-in-referral/decide.ts'
import { sweep } from './decide.ts'

const offeredAt = '2026-03-09T02:30:00.000Z'

const offeredWithin = (acceptWithinHours: number): State => {
  const clocks = { ...dispatched.clocks, acceptWithinHours, onSilence: 'next-bank' as const }
  const decision = takeIn(referral.initial, { ...dispatched, clocks }, '2026-03-09', offeredAt)
  return decision.kind === 'accepted'
    ? decision.events.reduce(referral.evolve, referral.initial)
    : referral.initial
}

/** Sweeps at each instant in turn and hands back what was said. */
const sweptAt = (state: State, instants: readonly string[]) => {
  let now = state
  const said: ReferralEvent[] = []
  for (const instant of instants) {
    const decision = sweep(now, instant)
    if (decision.kind !== 'accepted') continue
    said.push(...decision.events)
    now = decision.events.reduce(referral.evolve, now)
  }
  return { state: now, said }
}

const levels = (said: readonly ReferralEvent[]) =>
  said.flatMap(event =>
    event.type === 'clock-warned.v1'
      ? [`${event.data.clock} ${event.data.level} ${event.data.warnedOn}`]
      : [],
  )

test('E7 a bank that does not accept within the hours is reported once, exactly of the contract', () => {
  const { said } = sweptAt(offeredWithin(72), [
    '2026-03-12T02:29:59.000Z',
    '2026-03-12T02:30:00.000Z',
    '2026-03-12T02:45:00.000Z',
    '2026-03-20T02:30:00.000Z',
  ])
  expect(said.map(event => event.type)).toEqual(['referral-unaccepted.v1', 'clock-warned.v1'])
  for (const event of said)
    expect(eventContracts[event.type as EventName].parse(event.data)).toEqual(event.data)
  expect(said[0]).toMatchObject({
    data: { offeredOn: '2026-03-09', hours: 72, noticedOn: '2026-03-12', bankId: dispatched.bankId },
  })
  expect(levels(said)).toEqual(['acceptance overdue 2026-03-12'])
})

test('E7 accepted in time, recalled, or pushed before there was such a clock: nothing is said', () => {
  const late = ['2026-06-01T00:00:00.000Z']
  const accepted = apply(offeredWithin(72), bodies.accepted)
  expect(sweptAt(accepted, late).said).toEqual([])
  const back = sweptAt(recalled(offeredWithin(72) as Referral), late).said
  expect(levels(back).filter(each => !each.startsWith('recall '))).toEqual([])
  expect(sweptAt(referralIn('offered'), late).said).toEqual([])
  expect(sweep(referral.initial, late[0] ?? '')).toMatchObject({ kind: 'unchanged' })
})

// Material complete on 2026-03-12: due on Monday 2026-04-13; a Shanghai day begins at 16:00 UTC the day before.
test('E1 E7 near due five days before, due on the day, overdue after it: each on its day and once', () => {
  const { said } = sweptAt(referralIn('materials-completed'), [
    '2026-04-07T15:59:59.000Z',
    '2026-04-07T16:00:00.000Z',
    '2026-04-08T16:00:00.000Z',
    '2026-04-12T15:59:59.000Z',
    '2026-04-12T16:00:00.000Z',
    '2026-04-13T15:59:59.000Z',
    '2026-04-13T16:00:00.000Z',
    '2026-05-13T16:00:00.000Z',
  ])
  expect(levels(said)).toEqual([
    'decision near-due 2026-04-08',
    'decision due 2026-04-13',
    'decision overdue 2026-04-14',
  ])
})

test('E7 a sweep that was down for days says all that fell due, each once', () => {
  const { said, state } = sweptAt(referralIn('materials-completed'), [
    '2026-04-16T00:00:00.000Z',
    '2026-04-16T00:15:00.000Z',
  ])
  expect(levels(said)).toEqual([
    'decision near-due 2026-04-16',
    'decision due 2026-04-16',
    'decision overdue 2026-04-16',
  ])
  expect(dueListing(state as Referral, 'x')).toBeUndefined()
})

test('E1 a decision, or a recall, ends the warnings', () => {
  for (const status of ['granted', 'refused', 'given-up', 'recalled', 'recalled-after-grant'] as const)
    expect(
      levels(sweptAt(referralIn(status), ['2026-08-01T00:00:00.000Z']).said).filter(
        each => !each.startsWith('recall '),
      ),
    ).toEqual([])
})

test('E1 a provisional due day is computed again once the year is published, and warned of by its new day', () => {
  const state = referralIn('materials-completed')
  if (state.status !== 'materials-completed') throw new Error(state.status)
  const provisional: Referral = {
    ...state,
    decisionDue: { dueOn: '2026-04-11', rule: '其中2026年尚未公布', provisional: true },
  }
  expect(provisionalListing(provisional, 'x')?.pk).toMatch(/^provisional#2026#[0-7]$/)
  const unknownYet = sweep(provisional, '2026-03-20T00:00:00.000Z', () => provisional.decisionDue)
  expect(unknownYet.kind).toBe('unchanged')
  const { state: moved, said } = sweptAt(provisional, [
    '2026-03-20T00:00:00.000Z',
    '2026-04-12T17:00:00.000Z',
  ])
  expect(moved).toMatchObject({ decisionDue: { dueOn: '2026-04-13', provisional: false } })
  expect(provisionalListing(moved as Referral, 'x')).toBeUndefined()
  expect(said.filter(event => event.type === 'decision-due-recomputed')).toHaveLength(1)
  expect(levels(said)).toEqual(['decision near-due 2026-04-13', 'decision due 2026-04-13'])
})

test('E1 a published year that moves the day to one still open is taken, once; the day stays listed by its year', () => {
  const state = referralIn('materials-completed')
  if (state.status !== 'materials-completed') throw new Error(state.status)
  const before = { dueOn: '2026-12-28', rule: '其中2026年尚未公布', provisional: true }
  const moved = { dueOn: '2026-12-29', rule: '其中2027年尚未公布', provisional: true }
  const settled = { dueOn: '2027-01-04', rule: '国务院2026、2027年节假日安排', provisional: false }
  const by = (current: Referral, due: typeof moved) => sweep(current, '2026-03-20T00:00:00.000Z', () => due)
  const after = (current: Referral, due: typeof moved): Referral => {
    const decision = by(current, due)
    if (decision.kind !== 'accepted') throw new Error(decision.kind)
    expect(decision.events).toEqual([{ type: 'decision-due-recomputed', data: due }])
    return decision.events.reduce(referral.evolve, current as State) as Referral
  }
  const open = after({ ...state, decisionDue: before }, moved)
  expect(by(open, moved)).toMatchObject({ kind: 'unchanged' })
  expect(provisionalListing(open, 'x')?.pk).toMatch(/^provisional#2026#[0-7]$/)
  expect(provisionalListing(after(open, settled), 'x')).toBeUndefined()
})

test('E7 whatever the sweeps and their outages: each warning once, never before its time, none left out', () => {
  const start = Date.parse('2026-03-12T00:00:00Z')
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60 * 24 }), { minLength: 1, maxLength: 40 }), hours => {
      const instants = hours.map(hour => new Date(start + hour * 3_600_000).toISOString())
      const { said } = sweptAt(referralIn('materials-completed'), instants)
      const last = instants.toSorted().at(-1) ?? ''
      const due = [
        ['near-due', '2026-04-07T16:00:00.000Z'],
        ['due', '2026-04-12T16:00:00.000Z'],
        ['overdue', '2026-04-13T16:00:00.000Z'],
      ] as const
      const expected = due.filter(([, at]) => at <= last).map(([level]) => level)
      const heard = said.flatMap(event => (event.type === 'clock-warned.v1' ? [event.data.level] : []))
      expect(heard.toSorted()).toEqual([...expected].sort())
      for (const event of said)
        if (event.type === 'clock-warned.v1' && event.data.level === 'overdue')
          expect(event.data.warnedOn > '2026-04-13').toBe(true)
    }),
    { numRuns: 500 },
  )
})

const acknowledged = (state: State): State => {
  const decision = acknowledgeRecall(state, dispatched.bankId, '2026-03-24')
  return decision.kind === 'accepted' ? decision.events.reduce(referral.evolve, state) : state
}

test('C7 E7 a recall that is not acknowledged is chased when its hours are over and a day later, each once', () => {
  const instants = [
    '2026-03-25T02:59:59.000Z',
    '2026-03-25T03:00:00.000Z',
    '2026-03-25T03:15:00.000Z',
    '2026-03-26T02:59:59.000Z',
    '2026-03-26T03:00:00.000Z',
    '2026-05-01T03:00:00.000Z',
  ]
  const { said } = sweptAt(referralIn('recalled'), instants)
  expect(levels(said)).toEqual(['recall due 2026-03-25', 'recall overdue 2026-03-26'])
  for (const event of said)
    expect(eventContracts['clock-warned.v1'].strict().parse(event.data)).toEqual(event.data)
  expect(sweptAt(acknowledged(referralIn('recalled')), instants).said).toEqual([])
})

test('C7 the hours are those of the policy the referral began under; a refused one is recalled and chased too', () => {
  const quickIn = (status: 'refused' | 'offered') => {
    const state = referralIn(status)
    const clocks = { ...state.referral.clocks, recallWithinHours: 2 }
    return recalled({ ...state, referral: { ...state.referral, clocks } })
  }
  const quick = quickIn('offered')
  expect(levels(sweptAt(quick, ['2026-03-24T05:00:00.000Z']).said)).toEqual(['recall due 2026-03-24'])
  expect(levels(sweptAt(quickIn('refused'), ['2026-03-24T05:00:00.000Z']).said)).toEqual([
    'recall due 2026-03-24',
  ])
  expect(dueListing(quick, 'r-1')?.pk).toMatch(/^due#2026-03-24#[0-7]$/)
  expect(dueListing(acknowledged(quick) as Referral, 'r-1')).toBeUndefined()
})

test('C7 a recall from before this clock counts from the end of its day', () => {
  const state = referralIn('recalled')
  if (!state.recall) throw new Error(state.status)
  const { offeredAt: _none, ...recall } = state.recall
  const said = sweptAt({ ...state, recall }, ['2026-03-25T15:59:59.000Z', '2026-03-25T16:00:00.000Z']).said
  expect(levels(said)).toEqual(['recall due 2026-03-26'])
})

test('C7 E7 whatever the sweeps, and whenever the acknowledgement: each reminder once, none after it', () => {
  const start = Date.parse('2026-03-24T03:00:00Z')
  const at = (hour: number) => new Date(start + hour * 3_600_000).toISOString()
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 0, max: 120 }),
      (hours, acknowledgedAfter) => {
        const sorted = hours.toSorted((a, b) => a - b)
        const before = sorted.filter(hour => hour < acknowledgedAfter)
        const swept = sweptAt(referralIn('recalled'), before.map(at))
        const later = sweptAt(acknowledged(swept.state), sorted.slice(before.length).map(at))
        const last = before.at(-1) ?? 0
        expect(levels(swept.said).map(each => each.split(' ')[1])).toEqual(
          last >= 48 ? ['due', 'overdue'] : last >= 24 ? ['due'] : [],
        )
        expect(later.said).toEqual([])
      },
    ),
    { numRuns: 500 },
  )
})

test('E7 the row of the sweep stands on the day of its next moment, past moments on the day they became known', () => {
  const row = (state: State) => dueListing(state as Referral, 'r-1')
  expect(row(offeredWithin(72))).toMatchObject({ at: '2026-03-12T02:30:00.000Z' })
  expect(row(offeredWithin(72))?.pk).toMatch(/^due#2026-03-12#[0-7]$/)
  // Fed back on 03-31, completed on 03-12: near due on 04-08.
  expect(row(referralIn('materials-completed'))?.pk).toMatch(/^due#2026-04-08#[0-7]$/)
  const told = apply(referralIn('contacted'), bodies['materials-completed'], '2026-06-01')
  expect(row(told)?.pk).toMatch(/^due#2026-06-01#[0-7]$/)
  expect(row(referralIn('granted'))).toBeUndefined()
})
