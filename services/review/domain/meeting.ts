import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { View } from '#shared/commits/table.ts'
import type { Person } from './person.ts'
import { regionViews } from './region-views.ts'

/** A5: the ways in which a mechanism meets. */
export const meetingKindLabels = { consultation: '会商', special: '专题会议', dispatch: '调度会' } as const
export type MeetingKind = keyof typeof meetingKindLabels

export const outcomeLabels = { done: '已落实', 'not-done': '未能落实' } as const
export type DecisionOutcome = {
  readonly result: keyof typeof outcomeLabels
  readonly detail: string
  readonly by: Person
  readonly at: string
}

/** A5: what was decided, who carries it out and by when. */
export type MeetingDecision = {
  readonly what: string
  readonly responsible: string
  readonly dueOn: string
}

export type MeetingFile = {
  readonly meetingId: string
  readonly regionCode: string
  readonly kind: MeetingKind
  readonly title: string
  readonly calledBy: string
  readonly heldOn: string
  readonly attendees: readonly string[]
  readonly agenda: readonly string[]
  readonly decisions: readonly MeetingDecision[]
  /** The record that this one puts right. */
  readonly corrects?: string
  readonly recordedBy: Person
  readonly recordedAt: string
}

export type RecordedMeeting = Omit<MeetingFile, 'decisions'> & {
  readonly status: 'recorded'
  readonly decisions: readonly (MeetingDecision & { readonly outcome?: DecisionOutcome })[]
}
export type Meeting = { readonly status: 'none' } | RecordedMeeting

export type MeetingEvent =
  | { readonly type: 'meeting-recorded'; readonly data: MeetingFile }
  | {
      readonly type: 'decision-settled'
      /** `number` counts from 1, as in the minutes. */
      readonly data: DecisionOutcome & { readonly number: number }
    }

const evolve = (state: Meeting, event: MeetingEvent): Meeting => {
  if (event.type === 'meeting-recorded')
    return state.status === 'none' ? { status: 'recorded', ...event.data } : state
  if (state.status === 'none') return state
  const { number, ...outcome } = event.data
  return {
    ...state,
    decisions: state.decisions.map((one, index) => (index === number - 1 ? { ...one, outcome } : one)),
  }
}

export const meetingAggregate: AggregateDefinition<Meeting, MeetingEvent> = {
  name: 'meeting',
  initial: { status: 'none' },
  evolve,
}

export const meetingListKey = (region: string): string => `meetings#${region}`

export const meetingSummary = ({
  meetingId,
  regionCode,
  kind,
  title,
  calledBy,
  heldOn,
  decisions,
  corrects,
}: RecordedMeeting) => ({
  meetingId,
  regionCode,
  kind,
  kindLabel: meetingKindLabels[kind],
  title,
  calledBy,
  heldOn,
  decisions: decisions.length,
  open: decisions.filter(({ outcome }) => outcome === undefined).length,
  ...(corrects ? { corrects } : {}),
})

/** By the day it was held. */
export const meetingViews = (state: Meeting): readonly View[] => {
  if (state.status === 'none') return []
  const row = { sk: `${state.heldOn}#${state.meetingId}`, data: meetingSummary(state) }
  return regionViews(meetingListKey, state.regionCode, row)
}
