import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import { type EntityState, liveApplication } from '../../domain/entity.ts'
import { beyond, type Within } from '../../domain/guard.ts'
import { type LeftOutEvent, type LeftOutState, openReport, type Voice } from '../../domain/left-out.ts'
import type { Place } from '../../domain/place.ts'
import { described, placed } from '../../domain/profile.ts'
import { type Code, refuseField } from '../../domain/refusals.ts'

export type ReportLeftOut = {
  readonly uscc: string
  readonly voice: Voice
  readonly entity: EntityState
  /** Where the reporter says it stands; what the directories say of a known entity goes before it. */
  readonly place?: Place
  readonly name?: string
  readonly caller: Within
}

export type ReportLeftOutResult = { readonly leftOutId: string; readonly voices: number }

const placeOf = ({ entity, place }: ReportLeftOut): Place | undefined => {
  if (entity.status === 'unknown') return place
  const { regionCode, townshipCode } = placed(entity)
  return { regionCode, ...(townshipCode ? { townshipCode } : {}) }
}

/** Opens a report that an entity was left out, or joins the one that is open (B10). */
export const reportLeftOut = (
  state: LeftOutState,
  command: ReportLeftOut,
): Decision<LeftOutEvent, ReportLeftOutResult, Code> => {
  const { uscc, voice, entity, caller } = command
  const place = placeOf(command)
  if (!place)
    return refuseField(
      'validation-failed',
      '/regionCode',
      '该主体尚不在名录中，请填写其所在的县级区划、功能区或乡镇代码。',
      { fieldCode: 'required' },
    )
  const elsewhere = beyond(caller, place)
  if (elsewhere) return elsewhere
  if (liveApplication(entity)) return refuse('already-declared', '该主体已在申报清单，正在办理，无需反映。')
  const open = openReport(state)
  if (open)
    return accept([{ type: 'left-out-seconded', data: { leftOutId: open.leftOutId, voice } }], {
      leftOutId: open.leftOutId,
      voices: open.voices.length + 1,
    })
  const leftOutId = `${uscc}-L${String(state.reports.length + 1).padStart(2, '0')}`
  const name = entity.status === 'unknown' ? command.name : described(entity).name
  return accept(
    [
      {
        type: 'left-out-opened',
        data: { leftOutId, uscc, place, ...(name ? { name } : {}), openedOn: voice.on, voice },
      },
    ],
    { leftOutId, voices: 1 },
  )
}
