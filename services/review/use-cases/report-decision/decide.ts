import type { Actor } from '#shared/commits/commit.ts'
import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import { covers } from '#shared/domain/regions.ts'
import { holds, type Role } from '#shared/service/permissions.ts'
import { type DecisionOutcome, type Meeting, type MeetingEvent, outcomeLabels } from '../../domain/meeting.ts'
import { personOf } from '../../domain/person.ts'
import type { RefusalCode } from '../../domain/refusals.ts'

export type ReportDecision = Pick<DecisionOutcome, 'result' | 'detail'> & {
  /** Counts from 1. */
  readonly number: number
  readonly by: Actor
  readonly at: string
}
export type DecisionReported = {
  readonly meetingId: string
  readonly number: number
  readonly result: DecisionOutcome['result']
  /** Decisions of this meeting still without an outcome. */
  readonly open: number
}

const no = refuse<RefusalCode>

/** A5: what was decided is followed to its end, once; by those who keep the records above it, or by the organisation responsible. */
export const reportDecision = (
  state: Meeting,
  { number, result, detail, by, at }: ReportDecision,
): Decision<MeetingEvent, DecisionReported, RefusalCode> => {
  const unknown = no('not-found', '未找到该会议记录或议定事项，或您无权办理。')
  if (state.status === 'none') return unknown
  const decision = state.decisions[number - 1]
  if (!decision) return unknown
  const mayRecord = holds(by.role as Role, 'meetings:record')
  const ofSubtree = mayRecord && covers(by.region, state.regionCode)
  if (!ofSubtree && by.org !== decision.responsible) return unknown
  const { outcome } = decision
  if (outcome)
    return no(
      'already-reported',
      `第 ${number} 项已报告为“${outcomeLabels[outcome.result]}”，不能再次报告。`,
      {
        facts: { result: outcome.result, reportedAt: outcome.at },
      },
    )
  const open = state.decisions.filter(one => one.outcome === undefined).length - 1
  return accept([{ type: 'decision-settled', data: { number, result, detail, by: personOf(by), at } }], {
    meetingId: state.meetingId,
    number,
    result,
    open,
  })
}
