import type { View } from '#shared/commits/table.ts'
import { warnedOf } from './chase.ts'
import { chaseView, provisionalView } from './chase-views.ts'
import { coachingChased } from './chased-works.ts'
import { type Coaching, type CoachingStatus, coachingStatusLabels, type OpenedCoaching } from './coaching.ts'
import { problemClasses } from './problem-classes.ts'

/** The list of a county's or township's coachings, of one status or of all. */
export const coachingListKey = (regionCode: string, status?: CoachingStatus): string =>
  status ? `coachings#${regionCode}#${status}` : `coachings#${regionCode}`

/** E7: how urgent the last word about its due day was. */
const warnedField = ({ warned, coachingId, due: { dueOn } }: OpenedCoaching) => {
  const level = warnedOf(warned, { workId: coachingId, dueOn })
  return level ? { warned: level } : {}
}

/** What a list shows of a coaching; no text that a person wrote. */
export const coachingSummary = (state: OpenedCoaching) => ({
  coachingId: state.coachingId,
  applicationId: state.applicationId,
  uscc: state.uscc,
  name: state.name,
  regionCode: state.regionCode,
  ...(state.townshipCode ? { townshipCode: state.townshipCode } : {}),
  ...(state.keyChain ? { keyChain: state.keyChain } : {}),
  refusedBy: state.source.kind,
  problemClass: state.problemClass,
  problemClassLabel: problemClasses[state.problemClass].label,
  department: problemClasses[state.problemClass].department,
  status: state.status,
  statusLabel: coachingStatusLabels[state.status],
  openedOn: state.openedOn,
  dueOn: state.due.dueOn,
  measures: state.measures.length,
  ...warnedField(state),
})

/** F1: enterprises on key industry chains stand first, then the earlier due. */
const orderOf = ({ keyChain, due, coachingId }: OpenedCoaching): string =>
  `${keyChain ? 0 : 1}#${due.dueOn}#${coachingId}`

export const coachingViews = (state: Coaching): readonly View[] => {
  if (state.status === 'none') return []
  const [data, sk] = [coachingSummary(state), orderOf(state)]
  const listed = (name: string, pk: string): View => ({ name, list: { pk, sk }, data })
  const { regionCode, townshipCode, status } = state
  return [
    chaseView('coaching', state.coachingId, coachingChased(state)),
    provisionalView('coaching', state.coachingId, coachingChased(state)),
    listed('of-county', coachingListKey(regionCode)),
    listed('of-county-status', coachingListKey(regionCode, status)),
    ...(townshipCode
      ? [
          listed('of-township', coachingListKey(townshipCode)),
          listed('of-township-status', coachingListKey(townshipCode, status)),
        ]
      : []),
  ]
}
