import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addCalendarDays, type PlainDay } from '#shared/domain/days.ts'
import { standingNotes } from '../../domain/history.ts'
import { drawnFenOf, type Referral, type ReferralEvent, referral, type State } from '../../domain/referral.ts'
import { apply, bodies, recalled, referralIn } from '../../testing/feedback.ts'
import { dispatched } from '../../testing/referral.ts'
import type { Feedback } from './body.ts'
import { feedBack } from './decide.ts'

const today = '2026-04-20'
const decide = (state: State, feedback: Feedback) => feedBack(state, dispatched.bankId, feedback, today)
const having = (state: State, ...said: readonly Feedback[]) =>
  said.reduce<State>((now, each) => apply(now, each, today), state) as Referral

describe('E3 C7 what happened before the loan was repaid is taken when it is told after', () => {
  const ends = {
    repaid: having(referralIn('drawn'), bodies.repaid),
    'repaid after a recall': having(referralIn('recalled-after-grant'), bodies.repaid),
    'repaid, then recalled': recalled(having(referralIn('drawn'), bodies.repaid)),
  }
  const late = {
    contract: bodies.contract,
    drawn: { ...bodies.drawn, drawnOn: '2026-03-28', amountFen: 25_000_000 },
    renewed: { ...bodies.renewed, occurredOn: '2026-03-21' },
  }
  const cases = Object.entries(ends).flatMap(([name, state]) =>
    Object.values(late).map(said => ({ name, state, type: said.type, said })),
  )

  test.each(cases)('E3 $name: a late $type is taken, and it stays repaid', ({ state, said }) => {
    expect(decide(state, said)).toMatchObject({
      kind: 'accepted',
      result: { status: 'repaid', credit: { drawnFen: said.type === 'drawn' ? 40_000_000 : 15_000_000 } },
    })
    expect(having(state, said)).toMatchObject({
      status: 'repaid',
      ...(state.recall ? { recall: state.recall } : {}),
    })
  })

  test.each(cases)('E3 $name: a $type after that day is refused with field and day', ({ state, said }) => {
    const [field, body] =
      said.type === 'contract'
        ? (['signedOn', { ...said, signedOn: '2026-03-29' }] as const)
        : said.type === 'drawn'
          ? (['drawnOn', { ...said, drawnOn: '2026-03-29' }] as const)
          : (['occurredOn', { ...said, occurredOn: '2026-03-29' }] as const)
    const detail = expect.stringMatching(/2026-03-29 晚于结清之日 2026-03-28/)
    expect(decide(state, body)).toMatchObject({
      refusal: { code: 'day-after-repaid', detail, errors: [{ pointer: `/${field}` }] },
    })
  })

  test.each(Object.entries(ends))('E3 %s: the line and the day of the grant still hold', (_name, state) => {
    expect(decide(state, { ...late.drawn, amountFen: 25_000_001 })).toMatchObject({
      refusal: { code: 'line-exceeded' },
    })
    expect(decide(state, { ...late.renewed, amountFen: 15_000_001 })).toMatchObject({
      refusal: { code: 'line-exceeded' },
    })
    expect(decide(state, { ...late.drawn, drawnOn: '2026-03-19' })).toMatchObject({
      refusal: { code: 'day-too-early', detail: expect.stringMatching(/“已授信”之日 2026-03-20/) },
    })
    expect(decide(state, bodies.repaid)).toMatchObject({ refusal: { code: 'wrong-state' } })
  })

  test('E3 a contract late for a renewed loan; nothing is repaid before its contract was signed', () => {
    const state = having(referralIn('renewed'), bodies.contract)
    expect(state.status).toBe('renewed')
    const signed = having(referralIn('drawn'), { ...bodies.contract, signedOn: '2026-03-29' })
    expect(decide(signed, bodies.repaid)).toMatchObject({
      refusal: { code: 'day-too-early', errors: [{ pointer: '/occurredOn' }] },
    })
  })

  test('E3 a drawing without its number, told again once all is repaid, counts no second time', () => {
    const refusal = { code: 'drawdown-recorded', facts: { recordedAs: 5 } }
    expect(decide(ends.repaid, bodies.drawn)).toMatchObject({
      refusal: { ...refusal, errors: [{ pointer: '/drawdownNumber' }] },
    })
    // By its number a second drawing of that day and amount is one of its own.
    const own = { ...bodies.drawn, drawdownNumber: 'JJ-2' }
    expect(decide(ends.repaid, own)).toMatchObject({ result: { credit: { drawnFen: 30_000_000 } } })
    expect(decide(having(ends.repaid, own), own)).toMatchObject({ refusal: { facts: { recordedAs: 7 } } })
  })
})

const dayAfterGrant = (days: number): PlainDay => addCalendarDays(bodies.granted.decidedOn, days)
const days = fc.integer({ min: 0, max: 12 }).map(dayAfterGrant)

/** What a bank says of the money, in the order in which it happened. */
const aboutTheMoney: fc.Arbitrary<readonly Feedback[]> = fc
  .record({
    contract: fc.option(days),
    drawn: fc.array(fc.record({ day: days, amountFen: fc.integer({ min: 1, max: 16_000_000 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
    renewed: fc.array(fc.record({ day: days, amountFen: fc.integer({ min: 1, max: 16_000_000 }) }), {
      maxLength: 3,
    }),
    misuse: fc.option(days),
    repaid: fc.option(fc.integer({ min: 5, max: 16 }).map(dayAfterGrant), { freq: 4 }),
  })
  .map(({ contract, drawn, renewed, misuse, repaid }): readonly Feedback[] => [
    ...(contract ? [{ ...bodies.contract, signedOn: contract }] : []),
    ...drawn
      .toSorted((a, b) => a.day.localeCompare(b.day))
      .map(({ day, amountFen }, at) => ({
        ...bodies.drawn,
        drawnOn: day,
        amountFen,
        drawdownNumber: `JJ-${at}`,
      })),
    ...renewed.map(({ day, amountFen }, at) => ({
      ...bodies.renewed,
      occurredOn: day,
      amountFen,
      maturesOn: addCalendarDays(day, 365 + at),
    })),
    ...(misuse ? [{ ...bodies.misuse, occurredOn: misuse }] : []),
    ...(repaid ? [{ ...bodies.repaid, occurredOn: repaid }] : []),
  ])

type Heard = { readonly state: State; readonly events: readonly ReferralEvent[]; readonly left: number }

/** Says one thing after the other; what is refused is said again in the next round, as often as there are things to say. */
const tellAll = (from: State, said: readonly Feedback[], recallAt?: number): Heard => {
  let state = from
  let left = said
  const events: ReferralEvent[] = []
  let spoken = 0
  for (let round = 0; round < said.length && left.length > 0; round += 1) {
    const refused: Feedback[] = []
    for (const each of left) {
      if (spoken === recallAt && state.status !== 'unknown') state = recalled(state)
      spoken += 1
      const decision = decide(state, each)
      if (decision.kind !== 'accepted') {
        refused.push(each)
        continue
      }
      events.push(...decision.events)
      state = decision.events.reduce(referral.evolve, state)
    }
    left = refused
  }
  return { state, events, left: left.length }
}

/** The words that hold, as the bank gave them, in no order. */
const wordsOf = (state: State) =>
  state.status === 'unknown'
    ? []
    : standingNotes(state.history)
        .map(({ note }) => JSON.stringify(note.said))
        .toSorted()

/** What the others heard, in no order and without the running total. */
const toldToOthers = (events: readonly ReferralEvent[]) =>
  events
    .filter(({ type }) => type.endsWith('.v1'))
    .map(({ type, data }) => JSON.stringify([type, { ...data, totalDrawnFen: undefined }]))
    .toSorted()

test('E3 C7 in whatever order a bank tells of the money, it ends in one status, one sum and the same words', () => {
  let late = 0
  const granted = referralIn('granted')
  const orders = aboutTheMoney.chain(said =>
    fc.record({
      said: fc.constant(said),
      order: fc.shuffledSubarray([...said], { minLength: said.length }),
      recallAt: fc.option(fc.nat(8), { nil: undefined }),
    }),
  )
  fc.assert(
    fc.property(orders, ({ said, order, recallAt }) => {
      const straight = tellAll(granted, said)
      fc.pre(straight.left === 0 && straight.state.status !== 'unknown')
      const mixed = tellAll(granted, order, recallAt)
      expect(mixed.left).toBe(0)
      const recall = mixed.state.status !== 'unknown' && mixed.state.recall !== undefined
      const status = straight.state.status
      expect(mixed.state.status).toBe(recall && status !== 'repaid' ? 'recalled-after-grant' : status)
      expect(drawnFenOf(mixed.state)).toBe(drawnFenOf(straight.state))
      expect(wordsOf(mixed.state)).toEqual(wordsOf(straight.state))
      expect(toldToOthers(mixed.events)).toEqual(toldToOthers(straight.events))
      // Everything said once more says nothing new.
      const doubled = tellAll(mixed.state, order)
      expect(doubled).toMatchObject({ events: [], left: said.length })
      if (order.findIndex(({ type }) => type === 'repaid') < order.length - 1) late += 1
    }),
    { numRuns: 2_000 },
  )
  expect(late).toBeGreaterThan(500)
})
