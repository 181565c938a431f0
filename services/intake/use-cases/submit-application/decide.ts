import { criterionLabels } from '#shared/contracts/vocabulary.ts'
import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import { type BankRef, type Form, failedCriteria, type PlatformReference } from '../../domain/application.ts'
import { type EntityEvent, type EntityState, liveApplication } from '../../domain/entity.ts'
import { listedOnly } from '../../domain/guard.ts'
import { applicationProfile, screenedOut } from '../../domain/profile.ts'
import { type Code, refuseField } from '../../domain/refusals.ts'
import type { SubmitResult } from './body.ts'
import { composeForm, type FormCommand } from './compose.ts'

export type SubmitApplication = FormCommand & {
  readonly platform?: PlatformReference
  readonly recommendedBy?: BankRef
}

export const resultOf = (form: Form): SubmitResult => {
  const failed = failedCriteria(form)
  return {
    applicationId: form.applicationId,
    status: failed.length === 0 ? 'declared' : 'screened-out',
    failedCriteria: failed.map(each => ({ ...each, label: criterionLabels[each.criterion] })),
  }
}

/** The same number of the same platform is the same application, however often it is sent (H1). */
const sentBefore = (state: EntityState, platform: PlatformReference | undefined) =>
  state.status === 'unknown' || !platform
    ? undefined
    : state.applications.find(
        each => each.platform?.org === platform.org && each.platform.reference === platform.reference,
      )

/** Screens a declaration by the five criteria; one live application an entity (B4–B6, B11). */
export const submitApplication = (
  state: EntityState,
  command: SubmitApplication,
): Decision<EntityEvent, SubmitResult, Code> => {
  const { platform, recommendedBy, today } = command
  const found = listedOnly(state, command.caller)
  if (found.kind === 'refused') return found
  const { entity } = found
  const sent = sentBefore(entity, platform)
  if (sent) return unchanged(resultOf(sent))
  const live = liveApplication(entity)
  if (live)
    return refuseField(
      'live-application-exists',
      '/uscc',
      `该主体已有在办申报 ${live.applicationId}，办结前不能再次申报。`,
      { facts: { liveApplicationId: live.applicationId } },
    )
  const applicationId = `${entity.uscc}-${String(entity.applications.length + 1).padStart(2, '0')}`
  const numbered = {
    applicationId,
    submittedOn: today,
    ...(platform ? { platform } : {}),
    ...(recommendedBy ? { recommendedBy } : {}),
  }
  const composed = composeForm(entity, numbered, command)
  if (composed.kind === 'refused') return composed
  const form = composed.value
  const result = resultOf(form)
  return accept(
    [
      { type: 'application-submitted', data: form },
      result.status === 'declared'
        ? { type: 'application-declared.v1', data: applicationProfile(entity, form) }
        : screenedOut(entity, form, today),
    ],
    result,
  )
}
