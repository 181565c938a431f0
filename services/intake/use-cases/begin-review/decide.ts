import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import { type Application, formBefore } from '../../domain/application.ts'
import type { EntityEvent, EntityState, KnownEntity } from '../../domain/entity.ts'
import { applicationProfile } from '../../domain/profile.ts'
import type { Code } from '../../domain/refusals.ts'

export type BeginReview = {
  readonly applicationId: string
  readonly begunOn: string
  /** Which telling of the content the review began on. */
  readonly profileSequence?: number | undefined
}

/** B6: a correction that crossed with the first act of review was refused there: it is set aside here, and all are told what stands. */
const setAside = (
  entity: KnownEntity,
  application: Application,
  { begunOn, profileSequence }: BeginReview,
): readonly EntityEvent[] => {
  const form =
    profileSequence === undefined || application.status === 'screened-out'
      ? undefined
      : formBefore(application, profileSequence)
  return form
    ? [
        { type: 'correction-set-aside', data: { form, on: begunOn } },
        // B5: nothing more is told of what was taken back.
        ...(application.status === 'withdrawn'
          ? []
          : [{ type: 'application-corrected.v1', data: applicationProfile(entity, form) } as const]),
      ]
    : []
}

/** From the first act of review on, the form stands as it is (C2). */
export const beginReview = (
  state: EntityState,
  begun: BeginReview,
): Decision<EntityEvent, { readonly applicationId: string }, Code> => {
  const { applicationId, begunOn } = begun
  const applications = state.status === 'unknown' ? [] : state.applications
  const application = applications.find(each => each.applicationId === applicationId)
  if (state.status === 'unknown' || !application)
    return refuse('application-unknown', `没有编号为 ${applicationId} 的申报。`)
  return application.reviewBegunOn === undefined
    ? accept(
        [{ type: 'review-begun', data: { applicationId, begunOn } }, ...setAside(state, application, begun)],
        { applicationId },
      )
    : unchanged({ applicationId })
}
