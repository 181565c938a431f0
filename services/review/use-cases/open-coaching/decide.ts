import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import type { CoachedEntity, CoachedEntityEvent } from '../../domain/coached-entity.ts'
import type { Coaching, CoachingEvent, CoachingFile } from '../../domain/coaching.ts'

/** F1: each refusal has one number; told again before the enterprise came back, it is the same refusal. */
export const numberCoaching = (
  { coachings }: CoachedEntity,
  { applicationId, refusal }: { readonly applicationId: string; readonly refusal: string },
): Decision<CoachedEntityEvent, string> => {
  const same = coachings.find(
    one => one.applicationId === applicationId && one.refusal === refusal && !one.recommendedAgainOn,
  )
  if (same) return unchanged(same.coachingId)
  const number = coachings.filter(one => one.applicationId === applicationId).length + 1
  const coachingId = `${applicationId}-CO${number}`
  return accept([{ type: 'coaching-numbered', data: { coachingId, applicationId, refusal } }], coachingId)
}

/** F1, C6: a refusal goes to coaching, not into the void; told twice, one coaching is opened. */
export const openCoaching = (state: Coaching, file: CoachingFile): Decision<CoachingEvent, null> => {
  if (state.status !== 'none') return unchanged(null)
  const { applicationId, uscc, regionCode, townshipCode, coachingId, problemClass, due, openedOn } = file
  return accept(
    [
      { type: 'coaching-begun', data: file },
      {
        type: 'coaching-opened.v1',
        data: {
          applicationId,
          uscc,
          regionCode,
          ...(townshipCode ? { townshipCode } : {}),
          coachingId,
          problemClass,
          dueOn: due.dueOn,
          openedOn,
        },
      },
    ],
    null,
  )
}
