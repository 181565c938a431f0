import type { DueDay, PlainDay } from '#shared/domain/days.ts'
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

/** E1: from complete material to the decision. E2: from the refusal to its feedback. */
export const clocksOf = (state: Referral, today: PlainDay): Clocks => {
  const completedOn = 'completedOn' in state ? state.completedOn : undefined
  const decisionDue = 'decisionDue' in state ? state.decisionDue : undefined
  const decidedOn = 'decidedOn' in state ? state.decidedOn : undefined
  const refused = standingNotes(state.history).find(({ note }) => note.feedbackDue)?.note
  return {
    decision: completedOn && decisionDue ? clock(completedOn, decisionDue, today, decidedOn) : notStarted,
    refusalFeedback: refused?.feedbackDue
      ? clock(refused.occurredOn, refused.feedbackDue, today, refused.fedBackOn)
      : notStarted,
  }
}
