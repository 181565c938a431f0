import { referralRefSchema } from '#shared/contracts/parts.ts'
import type { PlainDay } from '#shared/domain/days.ts'
import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import { heldBy, type Referral, type ReferralEvent, referral, type State } from '../../domain/referral.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import { type Standing, standingOf } from '../../domain/standing.ts'
import type { Feedback } from './body.ts'
import { type Refused, wrongAmount, wrongDay, wrongGrant, wrongState } from './checks.ts'
import { correctedBy } from './correct.ts'
import { eventsOf } from './events.ts'

/** E2 E7: a refusal is known with its feedback, so a late one is warned of at that moment. */
const lateRefusal = (state: Referral, events: readonly ReferralEvent[], today: PlainDay): ReferralEvent[] =>
  events.flatMap(event => {
    const due = event.type === 'feedback-noted' ? event.data.feedbackDue : undefined
    if (!due || due.dueOn >= today) return []
    const ref = referralRefSchema.parse(state.referral)
    const warning = {
      clock: 'refusal-feedback',
      level: 'overdue',
      dueOn: due.dueOn,
      warnedOn: today,
    } as const
    return [{ type: 'clock-warned.v1', data: { ...ref, ...warning } }]
  })

/** One step of the table, with everything that may stand against it. */
export const stepOf = (
  state: Referral,
  feedback: Feedback,
  today: PlainDay,
): Refused | { readonly kind: 'step'; readonly events: readonly ReferralEvent[] } =>
  wrongState(state, feedback) ??
  wrongDay(state, feedback, today) ??
  wrongGrant(state, feedback) ??
  wrongAmount(state, feedback) ?? { kind: 'step', events: eventsOf(state, feedback, today) }

/** One feedback of the bank on its referral, or the correction of one (E1–E6). */
export const feedBack = (
  state: State,
  bankId: string | undefined,
  feedback: Feedback,
  today: PlainDay,
): Decision<ReferralEvent, Standing, RefusalCode> => {
  if (!heldBy(state, bankId)) return refuse('not-found', '未找到该推送，或您无权查看。')
  const correcting = feedback.corrects !== undefined || feedback.correctionReason !== undefined
  const step = correcting ? correctedBy(state, feedback, today, stepOf) : stepOf(state, feedback, today)
  if (step.kind === 'refused') return step
  const events = [...step.events, ...lateRefusal(state, step.events, today)]
  const next = events.reduce(referral.evolve, state as State)
  return accept(events, standingOf(heldBy(next, bankId) ? next : state, today))
}
