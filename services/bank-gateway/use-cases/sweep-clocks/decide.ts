import { referralRefSchema } from '#shared/contracts/parts.ts'
import { type DueDay, dueAfterCalendarDays, shanghaiDay } from '#shared/domain/days.ts'
import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import { outstandingOf, type Warning } from '../../domain/due.ts'
import { type Referral, type ReferralEvent, referral, type State } from '../../domain/referral.ts'
import type { RefusalCode } from '../../domain/refusals.ts'

type Swept = { readonly warned: number }

type DueAfter = (day: string, n: number, setting: { readonly rollToWorkingDay: boolean }) => DueDay

/** E1: a provisional day is computed again, and changes only when the calendar now says more, if not yet the last word. */
const recomputed = (state: Referral, dueAfter: DueAfter): readonly ReferralEvent[] => {
  if (state.status !== 'materials-completed' || !state.decisionDue.provisional) return []
  const { decisionDays, rollToWorkingDay } = state.referral.clocks
  const due = dueAfter(state.completedOn, decisionDays, { rollToWorkingDay })
  const same = due.provisional && due.dueOn === state.decisionDue.dueOn
  return same ? [] : [{ type: 'decision-due-recomputed', data: due }]
}

const saidOf = (
  state: Referral,
  { clock, level, dueOn }: Warning,
  today: string,
): readonly ReferralEvent[] => {
  const ref = referralRefSchema.parse(state.referral)
  const warned: ReferralEvent = {
    type: 'clock-warned.v1',
    data: { ...ref, clock, level, dueOn, warnedOn: today },
  }
  const hours = state.referral.clocks.acceptWithinHours
  if (clock !== 'acceptance' || hours === undefined) return [warned]
  const { offeredOn } = state
  return [{ type: 'referral-unaccepted.v1', data: { ...ref, offeredOn, hours, noticedOn: today } }, warned]
}

/** Everything that is due by now and was not said before; after an outage all of it, each once (E7). */
export const sweep = (
  state: State,
  now: string,
  dueAfter: DueAfter = dueAfterCalendarDays,
): Decision<ReferralEvent, Swept, RefusalCode> => {
  if (state.status === 'unknown') return unchanged({ warned: 0 })
  const moved = recomputed(state, dueAfter)
  const standing = moved.reduce(referral.evolve, state as State)
  if (standing.status === 'unknown') return unchanged({ warned: 0 })
  const due = outstandingOf(standing).filter(({ at }) => at <= now)
  const events = [...moved, ...due.flatMap(warning => saidOf(standing, warning, shanghaiDay(now)))]
  return events.length === 0 ? unchanged({ warned: 0 }) : accept(events, { warned: due.length })
}
