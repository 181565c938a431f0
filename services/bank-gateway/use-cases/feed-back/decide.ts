import { referralRefSchema } from '#shared/contracts/parts.ts'
import type { PlainDay } from '#shared/domain/days.ts'
import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import { clocksOf } from '../../domain/clocks.ts'
import { heldBy, type Referral, type ReferralEvent, referral, type State } from '../../domain/referral.ts'
import { warningOf } from '../../domain/referral-events.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import { type Standing, standingOf } from '../../domain/standing.ts'
import type { Feedback } from './body.ts'
import {
  doubled,
  type Refused,
  wrongAmount,
  wrongDay,
  wrongGrant,
  wrongMaturity,
  wrongState,
} from './checks.ts'
import { correctedBy } from './correct.ts'
import { eventsOf } from './events.ts'

/** E2 E7: a refusal is known with its feedback, so a late one is warned of at that moment, or once a correction makes it late. */
const lateRefusal = (state: Referral, today: PlainDay): readonly ReferralEvent[] => {
  const { refusalFeedback } = clocksOf(state, today)
  if (refusalFeedback.state !== 'overdue') return []
  const [clock, level, { dueOn }] = ['refusal-feedback', 'overdue', refusalFeedback] as const
  if (state.warned.includes(warningOf(clock, level, dueOn))) return []
  const ref = referralRefSchema.parse(state.referral)
  return [{ type: 'clock-warned.v1', data: { ...ref, clock, level, dueOn, warnedOn: today } }]
}

/** One step of the table, with everything that may stand against it. */
export const stepOf = (
  state: Referral,
  feedback: Feedback,
  today: PlainDay,
): Refused | { readonly kind: 'step'; readonly events: readonly ReferralEvent[] } =>
  wrongState(state, feedback) ??
  wrongDay(state, feedback, today) ??
  wrongMaturity(feedback) ??
  wrongGrant(state, feedback) ??
  wrongAmount(state, feedback) ?? { kind: 'step', events: eventsOf(state, feedback, today) }

/** What is said for the first time; what stands recorded is judged by the table alone when it is told again. */
const firstStep: typeof stepOf = (state, feedback, today) => {
  const step = stepOf(state, feedback, today)
  return step.kind === 'refused' ? step : (doubled(state, feedback) ?? step)
}

/** One feedback of the bank on its referral, or the correction of one (E1–E6). */
export const feedBack = (
  state: State,
  bankId: string | undefined,
  feedback: Feedback,
  today: PlainDay,
): Decision<ReferralEvent, Standing, RefusalCode> => {
  if (!heldBy(state, bankId)) return refuse('not-found', '未找到该推送，或您无权查看。')
  const correcting = feedback.corrects !== undefined || feedback.correctionReason !== undefined
  const step = correcting ? correctedBy(state, feedback, today, stepOf) : firstStep(state, feedback, today)
  if (step.kind === 'refused') return step
  const reached = step.events.reduce(referral.evolve, state as State)
  const next = heldBy(reached, bankId) ? reached : state
  return accept([...step.events, ...lateRefusal(next, today)], standingOf(next, today))
}
