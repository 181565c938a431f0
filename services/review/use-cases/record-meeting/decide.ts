import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import type { Meeting, MeetingEvent, MeetingFile } from '../../domain/meeting.ts'
import { correctsUnknown, inFuture, invalidRecord, regionUnknown } from '../../domain/record-checks.ts'
import type { RefusalCode } from '../../domain/refusals.ts'

export type MeetingRecorded = { readonly meetingId: string }

/** A5: a meeting that was held, with who called it and what was decided; each decision is due on or after that day. */
export const recordMeeting = (
  state: Meeting,
  {
    file,
    corrected,
  }: { readonly file: MeetingFile; readonly corrected?: { readonly regionCode: string } | undefined },
): Decision<MeetingEvent, MeetingRecorded, RefusalCode> => {
  const { meetingId, regionCode, heldOn, decisions, corrects, recordedAt } = file
  if (state.status !== 'none') return unchanged({ meetingId })
  const wrong = invalidRecord([
    ...regionUnknown(regionCode),
    ...inFuture('/heldOn', heldOn, recordedAt),
    ...decisions.flatMap(({ dueOn }, index) =>
      dueOn < heldOn
        ? [
            {
              pointer: `/decisions/${index}/dueOn`,
              code: 'before-meeting',
              detail: '办结期限不得早于会议日期',
            },
          ]
        : [],
    ),
    ...correctsUnknown(corrects, corrected, regionCode),
  ])
  return wrong ?? accept([{ type: 'meeting-recorded', data: file }], { meetingId })
}
