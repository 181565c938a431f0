import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import type { Form } from '../../domain/application.ts'
import type { EntityEvent, EntityState } from '../../domain/entity.ts'
import { liveOnly } from '../../domain/guard.ts'
import { applicationProfile, placed, screenedOut } from '../../domain/profile.ts'
import type { Code } from '../../domain/refusals.ts'
import type { SubmitResult } from '../submit-application/body.ts'
import { composeForm, type FormCommand } from '../submit-application/compose.ts'
import { resultOf } from '../submit-application/decide.ts'

export type CorrectApplication = FormCommand & {
  readonly applicationId: string
  /** Place of this correction in the entity's history. */
  readonly correctedAs: number
}

/** Off the declared list: the later stages hear that nothing of it may go on (B4, B5). */
const screenedOutAfterAll = (
  entity: Extract<ReturnType<typeof liveOnly>, { kind: 'live' }>['entity'],
  form: Form,
  today: string,
): readonly EntityEvent[] => [
  screenedOut(entity, form, today),
  {
    type: 'application-withdrawn.v1',
    data: {
      ...placed(entity),
      applicationId: form.applicationId,
      reason: 'by-enterprise',
      withdrawnOn: today,
    },
  },
]

/** Takes the whole form anew until review begins; it is screened again like any other (B4, B6, C2). */
export const correctApplication = (
  state: EntityState,
  command: CorrectApplication,
): Decision<EntityEvent, SubmitResult, Code> => {
  const found = liveOnly(state, command)
  if (found.kind === 'refused') return found
  const { entity, application } = found
  if (application.reviewBegunOn !== undefined)
    return refuse(
      'review-begun',
      `审核已于 ${application.reviewBegunOn} 开始，不能再更正；请等待审核结果，或撤回后重新申报。`,
      { facts: { reviewBegunOn: application.reviewBegunOn } },
    )
  const { applicationId, submittedOn, platform, recommendedBy } = application
  const numbered = {
    applicationId,
    submittedOn,
    correctedOn: command.today,
    ...(platform ? { platform } : {}),
    ...(recommendedBy ? { recommendedBy } : {}),
  }
  const composed = composeForm(entity, numbered, command)
  if (composed.kind === 'refused') return composed
  const form = composed.value
  const result = resultOf(form)
  return accept(
    [
      { type: 'application-rewritten', data: form, correctedAs: command.correctedAs },
      ...(result.status === 'declared'
        ? [{ type: 'application-corrected.v1', data: applicationProfile(entity, form) } as const]
        : screenedOutAfterAll(entity, form, command.today)),
    ],
    result,
  )
}
