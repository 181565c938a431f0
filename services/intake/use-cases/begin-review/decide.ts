import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import type { EntityEvent, EntityState } from '../../domain/entity.ts'
import type { Code } from '../../domain/refusals.ts'

export type BeginReview = { readonly applicationId: string; readonly begunOn: string }

/** From the first act of review on, the form stands as it is (C2). */
export const beginReview = (
  state: EntityState,
  { applicationId, begunOn }: BeginReview,
): Decision<EntityEvent, { readonly applicationId: string }, Code> => {
  const applications = state.status === 'unknown' ? [] : state.applications
  const application = applications.find(each => each.applicationId === applicationId)
  if (!application) return refuse('application-unknown', `没有编号为 ${applicationId} 的申报。`)
  return application.reviewBegunOn === undefined
    ? accept([{ type: 'review-begun', data: { applicationId, begunOn } }], { applicationId })
    : unchanged({ applicationId })
}
