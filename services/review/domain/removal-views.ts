import type { View } from '#shared/commits/table.ts'
import type { OpenedCase } from './case.ts'
import { openSuspicions, removalReasonLabels, standingListOf } from './removal.ts'

/** What was removed from a signed list, shown beside it (C7). */
export const removalsKey = (listId: string): string => `removals#${listId}`

/** The task force's open decisions on removal in a county (E6, C7). */
export const removalTasksKey = (regionCode: string): string => `removal-tasks#${regionCode}`

/** E6: a bank reported misuse or false material, and nobody has decided yet. */
export const removalDue = (state: OpenedCase): boolean =>
  standingListOf(state) !== undefined && openSuspicions(state.file.suspicions).length > 0

const taskView = (state: OpenedCase): readonly View[] => {
  const { suspicions, profile } = state.file
  const [first] = openSuspicions(suspicions)
  if (!suspicions) return []
  const due = removalDue(state) && first
  const listId = standingListOf(state) ?? ('listId' in state ? state.listId : undefined)
  return [
    {
      name: 'removal-task',
      ...(due
        ? {
            list: {
              pk: removalTasksKey(profile.regionCode),
              sk: `${first.reportedOn}#${profile.applicationId}`,
            },
          }
        : {}),
      data: {
        applicationId: profile.applicationId,
        uscc: profile.uscc,
        name: profile.name,
        ...(listId === undefined ? {} : { listId }),
        reports: openSuspicions(suspicions).map(report => ({ ...report })),
      },
    },
  ]
}

const removedView = (state: OpenedCase): readonly View[] => {
  if (state.status !== 'removed') return []
  const { applicationId, listId, reason, detail, removedOn } = state.removed
  return [
    {
      name: 'removed',
      list: { pk: removalsKey(listId), sk: `${removedOn}#${applicationId}` },
      data: { applicationId, reason, reasonLabel: removalReasonLabels[reason], detail, removedOn },
    },
  ]
}

export const removalViews = (state: OpenedCase): readonly View[] => [
  ...taskView(state),
  ...removedView(state),
]
