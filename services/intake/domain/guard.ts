import { refuse } from '#shared/domain/decision.ts'
import { covers } from '#shared/domain/regions.ts'
import type { EntityState } from './entity.ts'
import { narrowest, type Place } from './place.ts'
import { placed } from './profile.ts'
import { refuseField } from './refusals.ts'
import { applicationStatusLabels } from './vocabulary.ts'

/** For whom a decision is made: all that a rule needs of the caller. */
export type Within = { readonly region: string }

/** A caller acts inside its own subtree (A2). */
export const beyond = (caller: Within, place: Place) =>
  covers(caller.region, narrowest(place))
    ? undefined
    : refuse('outside-region', `区划 ${narrowest(place)} 不在您的管辖范围（${caller.region}）之内。`)

/** Only what stands on the target list is visited and declared (B1, B3). */
export const listedOnly = (state: EntityState, caller: Within) => {
  if (state.status === 'unknown')
    return refuseField('not-found', '/uscc', '该主体不在走访目标企业清单，请先导入名录。')
  const elsewhere = beyond(caller, placed(state))
  if (elsewhere) return elsewhere
  const reason = state.assessment.reason ?? ''
  const facts = { standing: state.status, reason }
  if (state.status === 'dropped')
    return refuseField('entity-dropped', '/uscc', `该主体已剔除：${reason}。`, { facts })
  if (state.status === 'awaiting-confirmation')
    return refuseField('entity-awaiting-confirmation', '/uscc', `该主体尚未列入：${reason}。`, { facts })
  return { kind: 'listed', entity: state } as const
}

/** An application that is still under way, of an entity the caller may act on; its number gives nothing else away (A2). */
export const liveOnly = (
  state: EntityState,
  { applicationId, caller }: { readonly applicationId: string; readonly caller: Within },
) => {
  const unknown = refuse('application-unknown', `没有编号为 ${applicationId} 的申报，或您无权办理。`)
  if (state.status === 'unknown' || beyond(caller, placed(state))) return unknown
  const application = state.applications.find(each => each.applicationId === applicationId)
  if (!application) return unknown
  return application.status === 'declared'
    ? ({ kind: 'live', entity: state, application } as const)
    : refuse('application-not-live', `该申报${applicationStatusLabels[application.status]}，不在办理中。`, {
        facts: { applicationStatus: application.status },
      })
}
