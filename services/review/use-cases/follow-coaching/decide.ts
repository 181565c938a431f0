import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import type { Coached, CoachedEntity, CoachedEntityEvent } from '../../domain/coached-entity.ts'
import type { ProblemClass } from '../../domain/problem-classes.ts'

/** F1: a coaching names the application that the entity declared afterwards. */
export const declaredAnew = (
  { coachings }: CoachedEntity,
  applicationId: string,
): Decision<CoachedEntityEvent, null> => {
  const coachingIds = coachings
    .filter(one => one.applicationId !== applicationId && !one.nextApplicationId && !one.recommendedAgainOn)
    .map(({ coachingId }) => coachingId)
  return coachingIds.length === 0
    ? unchanged(null)
    : accept([{ type: 'declared-anew', data: { applicationId, coachingIds } }], null)
}

/** The coachings that a recommendation is the fruit of: by the new application, or by the short way of the same one. */
export const fruitOf = (
  { coachings }: CoachedEntity,
  { applicationId, shortWayOf }: { readonly applicationId: string; readonly shortWayOf: string | undefined },
): readonly Coached[] =>
  coachings.filter(
    one =>
      !one.recommendedAgainOn && (one.nextApplicationId === applicationId || one.coachingId === shortWayOf),
  )

export type Fruit = {
  readonly coachingId: string
  readonly regionCode: string
  readonly problemClass: ProblemClass
}

/** F1: counted once for each coaching. */
export const recommendedAgain = (
  { coachings }: CoachedEntity,
  { fruit, recommendedOn }: { readonly fruit: readonly Fruit[]; readonly recommendedOn: string },
): Decision<CoachedEntityEvent, null> => {
  const fresh = fruit.filter(({ coachingId }) =>
    coachings.some(one => one.coachingId === coachingId && !one.recommendedAgainOn),
  )
  return fresh.length === 0
    ? unchanged(null)
    : accept([{ type: 'recommended-again', data: { recommendedOn, coachings: fresh } }], null)
}
