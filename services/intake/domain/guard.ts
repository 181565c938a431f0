import { refuse } from '#shared/domain/decision.ts'
import { covers } from '#shared/domain/regions.ts'
import type { EntityState } from './entity.ts'
import { narrowest, type Place } from './place.ts'
import { placed } from './profile.ts'
import { refuseField } from './refusals.ts'

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
