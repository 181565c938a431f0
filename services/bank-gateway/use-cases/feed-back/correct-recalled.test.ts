import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventContracts } from '#shared/contracts/events.ts'
import { addCalendarDays, type PlainDay } from '#shared/domain/days.ts'
import { standingNotes } from '../../domain/history.ts'
import { drawnFenOf, type Referral, type ReferralEvent, referral, type State } from '../../domain/referral.ts'
import type { FeedbackType } from '../../domain/transitions.ts'
import { apply, bodies, recalled, referralIn, today } from '../../testing/feedback.ts'
import { dispatched } from '../../testing/referral.ts'
import { acknowledgeRecall } from '../acknowledge-recall/decide.ts'
import type { Feedback } from './body.ts'
import { feedBack } from './decide.ts'

const decide = (state: State, feedback: Feedback, on: PlainDay = today) =>
  feedBack(state, dispatched.bankId, feedback, on)
const correctionReason = '录入有误，按原始凭证更正'
const right = <F extends Feedback>(feedback: F, corrects: number): F => ({
  ...feedback,
  corrects,
  correctionReason,
})
const saying = (state: State, ...said: readonly Feedback[]) =>
  said.reduce<State>((now, each) => apply(now, each), state) as Referral
const acknowledged = (state: Referral): Referral => {
  const decision = acknowledgeRecall(state, dispatched.bankId, today)
  if (decision.kind !== 'accepted') throw new Error(decision.kind)
  return decision.events.reduce(referral.evolve, state as State) as Referral
}

describe('C7 E3 what a bank told is corrected after a recall too, and the recall stays as it is', () => {
  test('C7 before the decision: the day of contact is right, and it stays recalled and acknowledged', () => {
    const state = acknowledged(recalled(referralIn('materials-completed')))
    const body = right({ ...bodies.contacted, occurredOn: '2026-03-10' }, 2)
    const decision = decide(state, body)
    expect(decision).toMatchObject({
      events: [
        { type: 'feedback-corrected' },
        {
          type: 'feedback-corrected.v1',
          data: { contactedOn: '2026-03-10', acceptedOn: '2026-03-10', totalDrawnFen: 0 },
        },
      ],
      result: { status: 'recalled', allowed: [], recall: { acknowledgedOn: today } },
    })
    expect(decision).not.toHaveProperty('events.1.data.decision')
    const corrected = saying(state, body)
    expect(corrected).toMatchObject({ status: 'recalled', recall: state.recall, contactedOn: '2026-03-10' })
    expect(decide(corrected, bodies.granted)).toMatchObject({ refusal: { code: 'wrong-state' } })
  })

  test('C7 E2 reasons of a refusal before its recall are corrected, and it stays refused', () => {
    const state = recalled(referralIn('refused'))
    const refusal = { ...bodies.refused.refusal, advice: '补充近一年对账单后再申请' }
    expect(saying(state, right({ ...bodies.refused, refusal }, 2))).toMatchObject({
      status: 'refused',
      refusal: { advice: '补充近一年对账单后再申请' },
      recall: state.recall,
    })
  })

  test('C7 D4 what was granted: line and drawings from before and after the recall', () => {
    const lent = saying(recalled(referralIn('drawn')), { ...bodies.drawn, amountFen: 20_000_000 })
    const before = saying(lent, right({ ...bodies.drawn, amountFen: 16_000_000 }, 5))
    const grant = { ...bodies.granted.grant, lineFen: 36_000_000 }
    const state = saying(
      before,
      right({ ...bodies.drawn, amountFen: 18_000_000 }, 6),
      right({ ...bodies.granted, grant }, 4),
    )
    expect(state).toMatchObject({
      status: 'recalled-after-grant',
      recall: lent.recall,
      drawnFen: 34_000_000,
      grant: { lineFen: 36_000_000 },
    })
    expect(decide(before, right({ ...bodies.granted, grant }, 4))).toMatchObject({
      kind: 'accepted',
      events: [
        {},
        {
          type: 'feedback-corrected.v1',
          data: {
            totalDrawnFen: 36_000_000,
            decision: { outcome: 'granted', grant: { lineFen: 36_000_000 } },
          },
        },
      ],
    })
    // Going on from there: the recall is still to be acknowledged, the loan is repaid.
    expect(saying(acknowledged(state), bodies.repaid)).toMatchObject({
      status: 'repaid',
      recall: { acknowledgedOn: today },
    })
  })

  test('C7 what the bank told after the recall must still hold', () => {
    const lent = saying(recalled(referralIn('granted')), bodies.drawn, bodies.renewed)
    const less = { ...bodies.granted, grant: { ...bodies.granted.grant, lineFen: 14_999_999 } }
    expect(decide(lent, right(less, 4))).toMatchObject({
      refusal: { code: 'line-exceeded', detail: expect.stringMatching(/^更正后第 5 次反馈不再成立/) },
    })
    expect(decide(lent, right({ ...bodies.drawn, amountFen: 14_999_999 }, 5))).toMatchObject({
      refusal: { code: 'line-exceeded', detail: expect.stringMatching(/^更正后第 6 次反馈不再成立/) },
    })
    // A second contract is told in this state alone, so the recall stands before it.
    const second = { ...bodies.contract, contractNumber: 'HT-10' }
    const signed = saying(recalled(referralIn('contracted')), second)
    expect(
      saying(signed, right({ ...bodies.contract, contractNumber: 'HT-8' }, 5)).history.map(
        ({ details }) => details.contractNumber,
      ),
    ).toEqual([...Array(4), 'HT-9', 'HT-10', 'HT-8'])
  })

  test('C7 E3 a line taken back or repaid after the recall stays so when something is corrected', () => {
    const undrawn = saying(recalled(referralIn('granted')), bodies.withdrawn)
    expect(saying(undrawn, right({ ...bodies.withdrawn, reason: '企业停产不再用款' }, 5))).toMatchObject({
      status: 'withdrawn',
      recall: undrawn.recall,
    })
    const repaid = saying(referralIn('recalled-after-grant'), bodies.repaid)
    expect(saying(repaid, right({ ...bodies.repaid, occurredOn: '2026-03-30' }, 6))).toMatchObject({
      status: 'repaid',
      recall: repaid.recall,
    })
  })

  test('C7 E3 a correction from before the recall was told again with it reads as it did', () => {
    const repaid = saying(referralIn('recalled-after-grant'), bodies.repaid)
    const later = right({ ...bodies.repaid, occurredOn: '2026-03-30' }, 6)
    const decision = decide(repaid, later)
    if (decision.kind !== 'accepted') throw new Error(decision.kind)
    const asBefore = decision.events.map((event): ReferralEvent => {
      if (event.type !== 'feedback-corrected') return event
      const restated = event.data.restated.filter(({ type }) => type !== 'recall-offered.v1')
      return { ...event, data: { ...event.data, restated } }
    })
    expect(asBefore).not.toEqual(decision.events)
    expect(asBefore.reduce(referral.evolve, repaid as State)).toEqual(saying(repaid, later))
  })

  test('E6 C7 a corrected misuse is put before the task force also after a recall', () => {
    const state = saying(referralIn('recalled-after-grant'), bodies.misuse)
    expect(decide(state, right({ ...bodies.misuse, problem: '贷款转入证券账户' }, 6))).toMatchObject({
      events: [
        { type: 'feedback-corrected' },
        { type: 'feedback-corrected.v1' },
        { type: 'loan-misused.v1', data: { problem: '贷款转入证券账户' } },
      ],
      result: { status: 'recalled-after-grant' },
    })
  })

  test('C7 without anything told there is nothing to correct', () => {
    expect(decide(recalled(referralIn('offered')), right(bodies.accepted, 1))).toMatchObject({
      refusal: { code: 'correction-mismatch', errors: [{ pointer: '/corrects' }] },
    })
  })
})

const day = fc.integer({ min: -2, max: 2 })
const amountFen = fc.integer({ min: 1, max: 25_000_000 })

/** A right body of the way, moved by some days, with an amount of its own. */
const moved = (type: FeedbackType, by: number, amount: number): Feedback => {
  const body = bodies[type]
  const to = (from: PlainDay | undefined) => addCalendarDays(from ?? today, by)
  if (body.type === 'drawn') return { ...body, drawnOn: to(body.drawnOn), amountFen: amount }
  if (body.type === 'contract') return { ...body, signedOn: to(body.signedOn) }
  if (body.type === 'renewed') return { ...body, occurredOn: to(body.occurredOn), amountFen: amount }
  if (body.type === 'granted')
    return { ...body, decidedOn: to(body.decidedOn), grant: { ...body.grant, lineFen: 2 * amount } }
  if ('decidedOn' in body) return { ...body, decidedOn: to(body.decidedOn) }
  return { ...body, occurredOn: to(body.occurredOn) }
}

const lead: readonly FeedbackType[] = ['accepted', 'contacted', 'materials-completed']
const tails: readonly (readonly FeedbackType[])[] = [
  [],
  ['refused'],
  ['granted'],
  ['granted', 'contract', 'withdrawn'],
  ['granted', 'contract', 'drawn', 'drawn', 'renewed', 'misuse'],
  ['granted', 'drawn', 'renewed', 'repaid', 'drawn', 'contract'],
]

/** Tells all of it with the recall at its place, in so many rounds: what is refused is said once more after the rest. */
const telling = (said: readonly Feedback[], recallAt: number, rounds = said.length): Referral | undefined => {
  let state = referralIn('offered')
  let left = said
  for (let round = 0; round < rounds && (round === 0 || left.length > 0); round += 1) {
    const refused: Feedback[] = []
    for (const [index, each] of left.entries()) {
      if (round === 0 && index === recallAt) state = recalled(state)
      const decision = decide(state, each)
      if (decision.kind === 'accepted')
        state = decision.events.reduce(referral.evolve, state as State) as Referral
      else refused.push(each)
    }
    if (round === 0 && recallAt === said.length) state = recalled(state)
    left = refused
  }
  return left.length === 0 ? state : undefined
}

test('C7 E3 H4 corrected after a recall, a referral stands as if the right had been told at once', () => {
  let corrected = 0
  let held = 0
  const ways = fc.record({
    tail: fc.constantFrom(...tails),
    amounts: fc.array(fc.integer({ min: 1, max: 12_000_000 }), { minLength: 9, maxLength: 9 }),
    recallAt: fc.nat(9),
    which: fc.nat(8),
    by: day,
    amountFen,
  })
  fc.assert(
    fc.property(ways, ({ tail, amounts, recallAt, which, by, amountFen }) => {
      const types = [...lead, ...tail]
      const said = types.map((type, at) =>
        moved(type, 0, type === 'granted' ? 20_000_000 : (amounts[at] ?? 1)),
      )
      const number = which % said.length
      const wrong = telling(said, Math.min(recallAt, said.length), 1)
      fc.pre(wrong !== undefined)
      const better = moved(types[number] ?? 'accepted', by, amountFen)
      const anew = telling(said.with(number, better), Math.min(recallAt, said.length))
      const decision = decide(wrong as State, right(better, number + 1))
      expect(decision.kind).toBe(anew ? 'accepted' : 'refused')
      if (decision.kind !== 'accepted' || !anew || !wrong) return
      const state = decision.events.reduce(referral.evolve, wrong as State) as Referral
      expect(state.recall).toEqual(wrong.recall)
      // A due day that moved is warned of anew; both records stay.
      const beside = { history: [], warned: [], recall: undefined }
      expect({ ...state, ...beside }).toEqual({ ...anew, ...beside })
      const days = anew.history.map(({ type, occurredOn }) => `${type} ${occurredOn}`)
      const standing = standingNotes(state.history).map(({ note }) => `${note.type} ${note.occurredOn}`)
      expect(standing.toSorted()).toEqual(days.toSorted())
      const told = decision.events.find(({ type }) => type === 'feedback-corrected.v1')
      expect(eventContracts['feedback-corrected.v1'].parse(told?.data)).toEqual(told?.data)
      expect(told?.data).toMatchObject({ totalDrawnFen: drawnFenOf(anew) })
      if (state.status.startsWith('recalled')) corrected += 1
      held += 1
    }),
    { numRuns: 2_000 },
  )
  expect(corrected).toBeGreaterThan(200)
  expect(held).toBeGreaterThan(500)
})
