import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { ProblemClass } from './problem-classes.ts'

/** One coaching of an entity, and where it led. */
export type Coached = {
  readonly coachingId: string
  readonly applicationId: string
  /** The refusal that opened it: of the review, or of one referral. */
  readonly refusal: string
  /** The application that the entity declared afterwards. */
  readonly nextApplicationId?: string
  readonly recommendedAgainOn?: string
}

/** All coachings of one entity: their numbers, and what came after them. */
export type CoachedEntity = { readonly coachings: readonly Coached[] }

export type CoachedEntityEvent =
  | { readonly type: 'coaching-numbered'; readonly data: Coached }
  | {
      readonly type: 'declared-anew'
      readonly data: { readonly applicationId: string; readonly coachingIds: readonly string[] }
    }
  | {
      readonly type: 'recommended-again'
      readonly data: {
        readonly recommendedOn: string
        readonly coachings: readonly {
          readonly coachingId: string
          readonly regionCode: string
          readonly problemClass: ProblemClass
        }[]
      }
    }

const evolve = ({ coachings }: CoachedEntity, event: CoachedEntityEvent): CoachedEntity => {
  switch (event.type) {
    case 'coaching-numbered':
      return { coachings: [...coachings, event.data] }
    case 'declared-anew': {
      const { applicationId, coachingIds } = event.data
      return {
        coachings: coachings.map(one =>
          coachingIds.includes(one.coachingId) ? { ...one, nextApplicationId: applicationId } : one,
        ),
      }
    }
    case 'recommended-again': {
      const { recommendedOn } = event.data
      const ids = event.data.coachings.map(({ coachingId }) => coachingId)
      return {
        coachings: coachings.map(one =>
          ids.includes(one.coachingId) ? { ...one, recommendedAgainOn: recommendedOn } : one,
        ),
      }
    }
  }
}

export const coachedEntityAggregate: AggregateDefinition<CoachedEntity, CoachedEntityEvent> = {
  name: 'coached-entity',
  initial: { coachings: [] },
  evolve,
}
