import { load } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { covers } from '#shared/domain/regions.ts'
import type { Caller } from '#shared/http/caller.ts'
import { answer, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import {
  meetingAggregate,
  meetingSummary,
  outcomeLabels,
  type RecordedMeeting,
} from '../../domain/meeting.ts'
import { service } from '../../service.ts'
import { meetingDetail, meetingParams } from './shapes.ts'

/** A2: the subtree's own, and the organisations that took part or have to act. */
const concerns = ({ regionCode, calledBy, attendees, decisions }: RecordedMeeting, by: Caller): boolean =>
  covers(by.region, regionCode) ||
  calledBy === by.org ||
  attendees.includes(by.org) ||
  decisions.some(({ responsible }) => responsible === by.org)

/** Answers one meeting with its decisions and how they were carried out (A5). */
export const readMeeting = endpoint<Deps>()(service.routes.readMeeting, {
  params: meetingParams,
  result: meetingDetail,
  run: async ({ params: { meetingId }, caller, now }, { table }) => {
    const { state } = await load(table, meetingAggregate, meetingId)
    if (state.status === 'none' || !concerns(state, caller)) return notFound('该会议记录')
    const { attendees, agenda, recordedBy, recordedAt } = state
    const { open: _open, ...summary } = meetingSummary(state)
    const decisions = state.decisions.map(({ what, responsible, dueOn, outcome }, index) => ({
      ...{ number: index + 1, what, responsible, dueOn },
      overdue: outcome === undefined && dueOn < shanghaiDay(now),
      ...(outcome ? { outcome: { ...outcome, resultLabel: outcomeLabels[outcome.result] } } : {}),
    }))
    return answer({ ...summary, attendees, agenda, decisions, recordedBy, recordedAt })
  },
})
