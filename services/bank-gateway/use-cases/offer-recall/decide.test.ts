import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventContracts } from '#shared/contracts/events.ts'
import type { Decision } from '#shared/domain/decision.ts'
import { type Referral, type ReferralEvent, referral, type State } from '../../domain/referral.ts'
import { statuses } from '../../domain/transitions.ts'
import { viewsOf } from '../../domain/views.ts'
import {
  apply,
  bodies,
  recalled,
  recalledAt,
  recallNotice,
  referralIn,
  today,
} from '../../testing/feedback.ts'
import { dispatched } from '../../testing/referral.ts'
import { acknowledgeRecall } from '../acknowledge-recall/decide.ts'
import { feedBack } from '../feed-back/decide.ts'
import { offerSiblingNotice } from '../offer-sibling-notice/decide.ts'
import { offerRecall } from './decide.ts'

const after: { readonly [status: string]: string } = {
  offered: 'recalled',
  accepted: 'recalled',
  contacted: 'recalled',
  'materials-missing': 'recalled',
  'materials-completed': 'recalled',
  granted: 'recalled-after-grant',
  contracted: 'recalled-after-grant',
  drawn: 'recalled-after-grant',
  renewed: 'recalled-after-grant',
}

test.each(statuses.filter(status => !status.startsWith('recalled')))(
  'C7 recalled from %s: told once, to be acknowledged, and what is closed stays closed',
  status => {
    const state = recalled(referralIn(status))
    expect(state.status).toBe(after[status] ?? status)
    expect(state.recall).toMatchObject({ reason: 'removed', recalledOn: '2026-03-24' })
    expect(offerRecall(state, recallNotice, recalledAt)).toMatchObject({ kind: 'unchanged' })
    expect(acknowledgeRecall(state, dispatched.bankId, today)).toMatchObject({
      kind: 'accepted',
      events: [{ type: 'recall-acknowledged.v1', data: { acknowledgedOn: today } }],
      result: { recall: { acknowledgedOn: today } },
    })
  },
)

test('C7 after a recall no feedback but the drawdowns of what was granted before', () => {
  expect(
    feedBack(referralIn('recalled'), dispatched.bankId, bodies['materials-completed'], today),
  ).toMatchObject({ refusal: { code: 'wrong-state', facts: { state: 'recalled', allowed: [] } } })
  expect(feedBack(referralIn('recalled-after-grant'), dispatched.bankId, bodies.drawn, today)).toMatchObject({
    kind: 'accepted',
    result: { status: 'recalled-after-grant', credit: { drawnFen: 30_000_000 } },
  })
})

test('C7 D4 a line recalled undrawn can be taken back, one that was drawn is repaid; either ends it', () => {
  const say = (state: Referral, type: 'withdrawn' | 'repaid' | 'drawn') =>
    feedBack(state, dispatched.bankId, bodies[type], today)
  const undrawn = recalled(referralIn('contracted'))
  expect(say(undrawn, 'repaid')).toMatchObject({
    refusal: { code: 'wrong-state', facts: { allowed: ['contract', 'drawn', 'withdrawn'] } },
  })
  expect(say(undrawn, 'withdrawn')).toMatchObject({
    events: [{ type: 'credit-withdrawn.v1' }, { type: 'feedback-noted' }],
    result: { status: 'withdrawn', allowed: [], recall: { reason: 'removed' } },
  })
  const lent = referralIn('recalled-after-grant')
  expect(say(lent, 'withdrawn')).toMatchObject({
    refusal: {
      code: 'wrong-state',
      facts: { allowed: ['contract', 'drawn', 'renewed', 'repaid', 'misuse'] },
    },
  })
  expect(say(lent, 'repaid')).toMatchObject({
    result: { status: 'repaid', allowed: ['contract', 'drawn', 'renewed', 'misuse'] },
  })

  for (const [state, end, code] of [
    [undrawn, 'withdrawn', 'wrong-state'],
    [lent, 'repaid', 'drawdown-recorded'],
  ] as const) {
    const ended = apply(state, bodies[end]) as Referral
    expect(say(ended, 'drawn')).toMatchObject({ refusal: { code } })
    // The recall itself is still to be acknowledged.
    expect(acknowledgeRecall(ended, dispatched.bankId, today)).toMatchObject({
      events: [{ type: 'recall-acknowledged.v1' }],
    })
    expect(viewsOf(ended, 'R').find(view => view.name === 'open')).not.toHaveProperty('list')
    expect(viewsOf(ended, 'R').find(view => view.name === 'due')).toHaveProperty('list')
  }
})

test('E6 C7 a misuse found after the recall is told while the line lives on and after it is repaid; not before money was lent', () => {
  const undrawn = recalled(referralIn('granted'))
  expect(feedBack(undrawn, dispatched.bankId, bodies.misuse, today)).toMatchObject({
    refusal: { code: 'wrong-state', facts: { allowed: ['contract', 'drawn', 'withdrawn'] } },
  })
  const lentBefore = referralIn('recalled-after-grant')
  const lentAfter = apply(undrawn, bodies.drawn) as Referral
  for (const state of [lentBefore, lentAfter, apply(lentBefore, bodies.repaid) as Referral]) {
    const decision = feedBack(state, dispatched.bankId, bodies.misuse, today)
    expect(decision).toMatchObject({
      events: [
        { type: 'loan-misused.v1', data: { kind: 'misuse', reportedOn: '2026-03-26' } },
        { type: 'feedback-noted' },
      ],
      result: { status: state.status, recall: { reason: 'removed' } },
    })
    expect(apply(state, bodies.misuse)).toMatchObject({ status: state.status })
  }
})

test('C7 B12 a loan renewed after the recall is told of and moves nothing else; without a loan nothing is renewed', () => {
  const state = referralIn('recalled-after-grant')
  expect(feedBack(state, dispatched.bankId, bodies.renewed, today)).toMatchObject({
    events: [{ type: 'loan-renewed.v1' }, { type: 'feedback-noted' }],
    result: { status: 'recalled-after-grant' },
  })
  expect(apply(apply(state, bodies.renewed), bodies.repaid).status).toBe('repaid')
  expect(feedBack(recalled(referralIn('granted')), dispatched.bankId, bodies.renewed, today)).toMatchObject({
    refusal: { code: 'wrong-state' },
  })
})

test('C7 a recall or a notice before its referral waits for it; another bank’s is refused', () => {
  const sibling = {
    ...recallNotice,
    band: 'up-to-1m',
    demandCovered: true,
    creditedOn: '2026-03-20',
  } as const
  for (const decision of [
    offerRecall(referral.initial, recallNotice, recalledAt),
    offerSiblingNotice(referral.initial, sibling),
  ])
    expect(decision).toEqual({ kind: 'not-yet', waitingFor: 'referral-dispatched.v1' })
  const foreign = { bankId: 'other-bank' }
  expect(offerRecall(referralIn('offered'), { ...recallNotice, ...foreign }, recalledAt)).toMatchObject({
    refusal: { code: 'referral-conflict' },
  })
  expect(offerSiblingNotice(referralIn('offered'), { ...sibling, ...foreign })).toMatchObject({
    refusal: { code: 'referral-conflict' },
  })
})

test('D4 the notice is exactly of its contract: the band and whether the demand is covered, no bank, no amount', () => {
  const notice = {
    ...recallNotice,
    band: 'up-to-5m',
    demandCovered: false,
    creditedOn: '2026-03-20',
  } as const
  const decision = offerSiblingNotice(referralIn('contacted'), notice)
  if (decision.kind !== 'accepted') throw new Error(decision.kind)
  const [event] = decision.events
  expect(eventContracts['sibling-notice-offered.v1'].strict().parse(event?.data)).toEqual(event?.data)
  const state = decision.events.reduce(referral.evolve, referralIn('contacted') as State)
  expect(state).toMatchObject({
    status: 'contacted',
    siblingCredits: [{ band: 'up-to-5m', demandCovered: false, creditedOn: '2026-03-20' }],
  })
})

test('C7 an acknowledgement without a recall, or by another bank, is refused', () => {
  expect(acknowledgeRecall(referralIn('offered'), dispatched.bankId, today)).toMatchObject({
    refusal: { code: 'not-recalled' },
  })
  expect(acknowledgeRecall(referralIn('recalled'), 'other-bank', today)).toMatchObject({
    refusal: { code: 'not-found' },
  })
})

test('C7 whatever the order of recalls and acknowledgements, each is told once', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...statuses.filter(status => !status.startsWith('recalled'))),
      fc.array(fc.constantFrom('recall', 'acknowledge', 'draw'), { maxLength: 12 }),
      (status, steps) => {
        let state: State = referralIn(status)
        const told: ReferralEvent['type'][] = []
        for (const step of steps) {
          const decision: Decision<ReferralEvent, unknown> =
            step === 'recall'
              ? offerRecall(state, recallNotice, recalledAt)
              : step === 'draw'
                ? feedBack(state, dispatched.bankId, { ...bodies.drawn, amountFen: 1 }, today)
                : acknowledgeRecall(state, dispatched.bankId, today)
          if (decision.kind !== 'accepted') continue
          told.push(...decision.events.map(event => event.type))
          state = decision.events.reduce(referral.evolve, state)
        }
        const count = (type: string) => told.filter(each => each === type).length
        const at = steps.indexOf('recall')
        expect(count('recall-offered.v1')).toBe(at < 0 ? 0 : 1)
        expect(count('recall-acknowledged.v1')).toBe(at >= 0 && steps.lastIndexOf('acknowledge') > at ? 1 : 0)
      },
    ),
    { numRuns: 1_000 },
  )
})
