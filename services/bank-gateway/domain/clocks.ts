import { type DueDay, dueAfterCalendarDays, dueAfterWorkingDays, type PlainDay } from '#shared/domain/days.ts'
import { standingNotes } from './history.ts'
import type { Referral } from './referral.ts'

/** `overdue` with `endedOn` was stopped too late; without, it still runs past its day. */
type Clock =
  | { readonly state: 'not-started' }
  | ({
      readonly state: 'running' | 'met' | 'overdue'
      readonly startedOn: PlainDay
      readonly endedOn?: PlainDay
    } & DueDay)

export type Clocks = { readonly decision: Clock; readonly refusalFeedback: Clock }

const clock = (startedOn: PlainDay, due: DueDay, today: PlainDay, endedOn?: PlainDay): Clock => ({
  state: (endedOn ?? today) > due.dueOn ? 'overdue' : endedOn === undefined ? 'running' : 'met',
  startedOn,
  dueOn: due.dueOn,
  rule: due.rule,
  provisional: due.provisional,
  ...(endedOn === undefined ? {} : { endedOn }),
})

const notStarted: Clock = { state: 'not-started' }

/** A day that rests on a calendar not published then is told by the calendar of now (E1, E2). */
const standingDue = (due: DueDay, again: () => DueDay): DueDay => (due.provisional ? again() : due)

/** A recall ends the clock of the decision: the bank is to stop (C7). */
const decisionEnd = (state: Referral): PlainDay | undefined =>
  state.status === 'recalled' ? state.recall?.recalledOn : 'decidedOn' in state ? state.decidedOn : undefined

const decisionOf = (state: Referral, today: PlainDay): Clock => {
  if (!('decisionDue' in state && state.decisionDue && state.completedOn)) return notStarted
  const { completedOn, decisionDue, referral } = state
  const { decisionDays, rollToWorkingDay } = referral.clocks
  const due = standingDue(decisionDue, () =>
    dueAfterCalendarDays(completedOn, decisionDays, { rollToWorkingDay }),
  )
  return clock(completedOn, due, today, decisionEnd(state))
}

const refusalFeedbackOf = (state: Referral, today: PlainDay): Clock => {
  const refused = standingNotes(state.history).find(({ note }) => note.feedbackDue)?.note
  if (!refused?.feedbackDue) return notStarted
  const { occurredOn, feedbackDue, fedBackOn } = refused
  const due = standingDue(feedbackDue, () =>
    dueAfterWorkingDays(occurredOn, state.referral.clocks.refusalWorkingDays),
  )
  return clock(occurredOn, due, today, fedBackOn)
}

/** E1: from complete material to the decision. E2: from the refusal to its feedback. */
export const clocksOf = (state: Referral, today: PlainDay): Clocks => ({
  decision: decisionOf(state, today),
  refusalFeedback: refusalFeedbackOf(state, today),
})
