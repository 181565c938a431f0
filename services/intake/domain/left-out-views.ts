import type { View } from '#shared/commits/table.ts'
import type { KnownEntity } from './entity.ts'
import { type LeftOut, type LeftOutState, leftOutVisit, voiceLabel } from './left-out.ts'
import { off, twice } from './rows.ts'

export const leftOutListKey = (region: string, status: LeftOut['status']): string =>
  `left-outs#${region}#${status}`

/** A row holds so much and no more, however often one thing is reported; the log keeps every voice. */
export const voicesShown = 50

/** Reports on the lists of county and township; a settled one moves to the list of the settled (B10). */
export const leftOutViews = ({ reports }: LeftOutState): readonly View[] =>
  reports.flatMap(({ place, voices, ...report }) =>
    twice(`report-${report.leftOutId.slice(-2)}`, place, region => leftOutListKey(region, report.status), {
      sk: `${report.openedOn}#${report.leftOutId}`,
      data: {
        ...report,
        ...place,
        voices: voices.slice(-voicesShown).map(voice => ({ ...voice, byLabel: voiceLabel(voice.by) })),
      },
    }),
  )

/** One list for the province: the clock that looks for the forgotten knows no counties. */
export const candidateListKey = 'left-out-candidates'

/** Off for whoever was never a candidate costs a row, so it is written only once there is a judged visit. */
export const candidateViews = (entity: KnownEntity): readonly View[] => {
  if (!entity.visits.some(({ criteria }) => criteria)) return []
  const visit = leftOutVisit(entity)
  if (!visit) return [off('left-out-candidate')]
  const { visitId, visitedOn } = visit
  const { uscc } = entity
  return [
    {
      name: 'left-out-candidate',
      list: { pk: candidateListKey, sk: `${visitedOn}#${uscc}` },
      data: { uscc, visitId, visitedOn },
    },
  ]
}
