import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type EventData, eventContracts } from '#shared/contracts/events.ts'
import type { EventName } from '#shared/contracts/names.ts'
import { referralRefSchema } from '#shared/contracts/parts.ts'
import { addCalendarDays } from '#shared/domain/days.ts'
import { standingNotes } from '../../domain/history.ts'
import { drawnFenOf, type Referral, type ReferralEvent, referral, type State } from '../../domain/referral.ts'
import type { FeedbackType } from '../../domain/transitions.ts'
import { apply, bodies, recalled, referralIn, today } from '../../testing/feedback.ts'
import { dispatched } from '../../testing/referral.ts'
import type { Feedback } from './body.ts'
import { feedBack } from './decide.ts'

type Correction = EventData<'feedback-corrected.v1'>
type Standing = Pick<
  Correction,
  'acceptedOn' | 'contactedOn' | 'materials' | 'decision' | 'totalDrawnFen' | 'repaidOn' | 'withdrawnOn'
> & {
  readonly drawings: NonNullable<Correction['drawings']>
  readonly renewals: NonNullable<Correction['renewals']>
}

const nothing: Standing = { totalDrawnFen: 0, drawings: [], renewals: [] }

const withoutRef = (told: Omit<Correction, 'correctedOn' | 'reason'>) => {
  const ref = Object.keys(referralRefSchema.shape)
  return Object.fromEntries(Object.entries(told).filter(([field]) => !ref.includes(field))) as Omit<
    Standing,
    'drawings' | 'renewals'
  >
}

/** A reader that knows the contracts alone: the last value told is the one that holds. */
const heard = (standing: Standing, event: ReferralEvent): Standing => {
  switch (event.type) {
    case 'referral-accepted.v1':
      return { ...standing, acceptedOn: event.data.acceptedOn }
    case 'enterprise-contacted.v1':
      return { ...standing, contactedOn: event.data.contactedOn }
    case 'materials-completed.v1': {
      const { completedOn, decisionDueOn, dueRule, provisional } = event.data
      return { ...standing, materials: { completedOn, decisionDueOn, dueRule, provisional } }
    }
    case 'credit-decided.v1':
      return {
        ...standing,
        decision: eventContracts['feedback-corrected.v1'].shape.decision.parse(event.data),
      }
    case 'loan-drawn.v1': {
      const { drawnOn, amountFen, totalDrawnFen } = event.data
      return { ...standing, totalDrawnFen, drawings: [...standing.drawings, { drawnOn, amountFen }] }
    }
    case 'loan-renewed.v1': {
      const { renewedOn, amountFen, maturesOn, withoutRepayment } = event.data
      const renewal = { renewedOn, amountFen, maturesOn, withoutRepayment }
      return { ...standing, renewals: [...standing.renewals, renewal] }
    }
    case 'loan-repaid.v1':
      return { ...standing, repaidOn: event.data.repaidOn }
    case 'credit-withdrawn.v1':
      return { ...standing, withdrawnOn: event.data.withdrawnOn }
    case 'feedback-corrected.v1': {
      const { drawings = [], renewals = [], ...right } = event.data
      const { correctedOn: _day, reason: _why, ...told } = right
      return { ...withoutRef(told), drawings, renewals }
    }
    default:
      return standing
  }
}

/** The bodies that hold now, as the bank gave them. */
const saidOf = <T extends FeedbackType>({ history }: Referral, type: T) =>
  standingNotes(history).flatMap(({ note }) =>
    note.type === type ? [note.said as Extract<Feedback, { type: T }>] : [],
  )

const ledgerSays = (state: Referral): Standing => ({
  totalDrawnFen: drawnFenOf(state),
  drawings: saidOf(state, 'drawn').map(({ drawnOn, amountFen }) => ({ drawnOn, amountFen })),
  renewals: saidOf(state, 'renewed').map(({ occurredOn, amountFen, maturesOn, withoutRepayment }) => ({
    renewedOn: occurredOn,
    amountFen,
    maturesOn,
    withoutRepayment,
  })),
  ...('acceptedOn' in state && state.acceptedOn ? { acceptedOn: state.acceptedOn } : {}),
  ...('contactedOn' in state ? { contactedOn: state.contactedOn } : {}),
  ...('decisionDue' in state && state.decisionDue
    ? {
        materials: {
          completedOn: state.completedOn ?? '',
          decisionDueOn: state.decisionDue.dueOn,
          dueRule: state.decisionDue.rule,
          provisional: state.decisionDue.provisional,
        },
      }
    : {}),
  ...('grant' in state
    ? { decision: { outcome: 'granted', decidedOn: state.decidedOn, grant: state.grant } }
    : 'refusal' in state
      ? { decision: { outcome: 'refused', decidedOn: state.decidedOn, refusal: state.refusal } }
      : state.status === 'given-up'
        ? { decision: { outcome: 'given-up', decidedOn: state.decidedOn, reason: state.reason } }
        : {}),
  ...saidOf(state, 'repaid').reduce((_, { occurredOn }) => ({ repaidOn: occurredOn }), {}),
  ...saidOf(state, 'withdrawn').reduce((_, { occurredOn }) => ({ withdrawnOn: occurredOn }), {}),
})

const step = fc.record({
  type: fc.constantFrom<FeedbackType>(
    'accepted',
    'contacted',
    'materials-completed',
    'granted',
    'refused',
    'declined',
    'given-up',
    'drawn',
    'renewed',
    'repaid',
    'withdrawn',
    'contract',
    'misuse',
  ),
  later: fc.integer({ min: 0, max: 6 }),
  back: fc.integer({ min: 0, max: 4 }),
  amountFen: fc.integer({ min: 1, max: 15_000_000 }),
  /** Which earlier record is corrected, counted back from the last. */
  corrects: fc.option(fc.integer({ min: 0, max: 6 }), { freq: 2 }),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const way: readonly FeedbackType[] = [
  'accepted',
  'contacted',
  'materials-completed',
  'granted',
  'drawn',
  'renewed',
  'repaid',
]

const bodyOf = (type: FeedbackType, day: string, amountFen: number): Feedback => {
  const body = bodies[type]
  if (body.type === 'drawn') return { ...body, drawnOn: day, amountFen }
  if (body.type === 'granted')
    return { ...body, decidedOn: day, grant: { ...body.grant, lineFen: 40_000_000 + amountFen } }
  if ('decidedOn' in body) return { ...body, decidedOn: day }
  if (body.type === 'contract') return { ...body, signedOn: day }
  if (body.type === 'renewed')
    return { ...body, occurredOn: day, amountFen, withoutRepayment: amountFen % 2 === 0 }
  return { ...body, occurredOn: day }
}

test('E3 H4 after any history with corrections, what was last told is what the ledger holds', () => {
  let corrected = 0
  let recalledBefore = 0
  let late = 0
  const recallAt = fc.option(fc.integer({ min: 0, max: 16 }), { freq: 2 })
  const lead = fc.integer({ min: 0, max: way.length })
  fc.assert(
    fc.property(lead, fc.array(step, { minLength: 1, maxLength: 12 }), recallAt, (straight, steps, at) => {
      let state: State = referralIn('offered')
      let day = dispatched.dispatchedOn
      let reader = nothing
      const first: Step[] = way
        .slice(0, straight)
        .map(type => ({ type, later: 1, back: 0, amountFen: 9_000_000, corrects: null }))
      for (const [index, { type, later, back, amountFen, corrects }] of [...first, ...steps].entries()) {
        if (state.status === 'unknown') throw new Error('lost')
        if (index === at) state = recalled(state)
        const { recall } = state
        day = addCalendarDays(day, later)
        const said = addCalendarDays(day, -back)
        const number = corrects === null ? 0 : state.history.length - corrects
        const original = state.history[number - 1]
        const body: Feedback = original
          ? {
              ...bodyOf(original.type, addCalendarDays(original.occurredOn, (amountFen % 3) - 1), amountFen),
              corrects: number,
              correctionReason: '按原始凭证更正',
            }
          : bodyOf(type, said, amountFen)
        const decision = feedBack(state, dispatched.bankId, body, day)
        if (decision.kind !== 'accepted') continue
        if (original) corrected += 1
        if (original && recall) recalledBefore += 1
        if (!original && state.status === 'repaid') late += 1
        state = decision.events.reduce(referral.evolve, state as State)
        reader = decision.events.reduce(heard, reader)
        for (const event of decision.events)
          if (event.type in eventContracts)
            expect(eventContracts[event.type as EventName].parse(event.data)).toEqual(event.data)
        expect(reader).toEqual(ledgerSays(state as Referral))
        // C7: whatever is said or corrected afterwards, what was called back stays called back.
        expect(state).toMatchObject(recall ? { recall } : {})
      }
    }),
    { numRuns: 1_500 },
  )
  // The property says little when hardly any history is corrected, or told late.
  expect(corrected).toBeGreaterThan(300)
  expect(recalledBefore).toBeGreaterThan(100)
  expect(late).toBeGreaterThan(20)
})

test('E6 H4 a corrected report of misuse is put before the task force like the first', () => {
  const state = apply(referralIn('drawn'), bodies.misuse) as Referral
  const right: Feedback = {
    ...bodies.misuse,
    kind: 'false-material',
    problem: '对账单系伪造',
    corrects: 6,
    correctionReason: '核查后更正',
  }
  expect(feedBack(state, dispatched.bankId, right, today)).toMatchObject({
    events: [
      { type: 'feedback-corrected' },
      { type: 'feedback-corrected.v1' },
      { type: 'loan-misused.v1', data: { kind: 'false-material', problem: '对账单系伪造' } },
    ],
    result: { status: 'drawn' },
  })
})

test('E3 D4 renewed, repaid and withdrawn are told to the others with their values', () => {
  const told = (from: 'drawn' | 'granted', type: 'renewed' | 'repaid' | 'withdrawn') => {
    const decision = feedBack(referralIn(from), dispatched.bankId, bodies[type], today)
    return decision.kind === 'accepted' ? decision.events[0] : decision
  }
  expect(told('drawn', 'renewed')).toMatchObject({
    type: 'loan-renewed.v1',
    data: { renewedOn: '2026-03-25', amountFen: 15_000_000, maturesOn: '2027-03-25', withoutRepayment: true },
  })
  expect(told('drawn', 'repaid')).toMatchObject({ type: 'loan-repaid.v1', data: { repaidOn: '2026-03-28' } })
  expect(told('granted', 'withdrawn')).toMatchObject({
    type: 'credit-withdrawn.v1',
    data: { withdrawnOn: '2026-03-22', reason: '企业不再用款' },
  })
})
