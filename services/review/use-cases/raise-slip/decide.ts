import type { Actor } from '#shared/commits/commit.ts'
import { dueAfterWorkingDays, shanghaiDay } from '#shared/domain/days.ts'
import { accept, type Decision } from '#shared/domain/decision.ts'
import { covers, levelOf, nation, parentOf } from '#shared/domain/regions.ts'
import { notInOffice } from '../../domain/may-act.ts'
import { officeFor } from '../../domain/offices.ts'
import type { Organisation } from '../../domain/organisation.ts'
import { personOf } from '../../domain/person.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import {
  type AnswerResult,
  type Slip,
  type SlipEvent,
  type SlipStatus,
  slipStatusLabels,
} from '../../domain/slip.ts'
import { no, standing, unknownSlip } from '../../domain/slip-guards.ts'

export const upperLevelLabels = { city: '市级', province: '省级' } as const
export type UpperLevel = keyof typeof upperLevelLabels

export type SlipMoved = {
  readonly slipId: string
  readonly status: SlipStatus
  readonly statusLabel: string
  readonly toRegion: string
  readonly dueOn: string
}
type Decided = Decision<SlipEvent, SlipMoved, RefusalCode>

const labelOf = (level: string | undefined): string =>
  level === 'city' || level === 'province' ? upperLevelLabels[level] : '上级'

/** F3: what the county cannot solve goes up one level when its convener agrees; the county's, nobody else's. */
export const raiseSlip = (
  state: Slip,
  {
    by,
    at,
    level,
    reason,
    register,
  }: {
    readonly by: Actor
    readonly at: string
    readonly level: UpperLevel
    readonly reason: string
    /** What the register says of the convener's office (A2). */
    readonly register?: Organisation
  },
): Decided => {
  if (state.status === 'none') return unknownSlip
  if (by.region !== state.regionCode)
    return no('outside-region', `提级须经 ${state.regionCode} 的召集人同意。`)
  const away = register && notInOffice(register, officeFor.raise, personOf(by), shanghaiDay(at))
  if (away) return away
  const slip = standing(state, 'raise')
  if ('kind' in slip && slip.kind === 'refused') return slip
  const toRegion = parentOf(slip.raises.at(-1)?.toRegion ?? slip.regionCode)
  if (toRegion === undefined || toRegion === nation)
    return no('no-upper-level', '该批分单已提至省级，不能再提级。')
  if (levelOf(toRegion) !== level) {
    const detail = `须逐级提交，下一级为${labelOf(levelOf(toRegion))}（${toRegion}）`
    return no('validation-failed', `${detail}。`, {
      errors: [{ pointer: '/level', code: 'not-next', detail }],
    })
  }
  const due = dueAfterWorkingDays(shanghaiDay(at), slip.workingDays)
  const { slipId } = slip
  return accept([{ type: 'slip-raised', data: { toRegion, reason, by: personOf(by), at, due } }], {
    slipId,
    status: 'raised',
    statusLabel: slipStatusLabels.raised,
    toRegion,
    dueOn: due.dueOn,
  })
}

/** F3: the level above answers, and the slip goes back down to the departments that carry the answer out. */
export const answerFromAbove = (
  state: Slip,
  command: {
    readonly by: Actor
    readonly at: string
    readonly result: AnswerResult
    readonly detail: string
  },
): Decided => {
  if (state.status === 'none') return unknownSlip
  const { by, at, result, detail } = command
  const last = state.raises.at(-1)
  if (!covers(by.region, state.regionCode))
    return no('outside-region', `该批分单不在您的管辖范围（${by.region}）之内。`)
  const slip = standing(state, 'upper-answer')
  if ('kind' in slip && slip.kind === 'refused') return slip
  if (!last || by.region !== last.toRegion)
    return no('outside-region', `该批分单已提至 ${last?.toRegion ?? '上级'}，须由该级召集人答复。`)
  const due = dueAfterWorkingDays(shanghaiDay(at), slip.workingDays)
  return accept([{ type: 'upper-answered', data: { by: personOf(by), at, result, detail, due } }], {
    slipId: slip.slipId,
    status: 'open',
    statusLabel: slipStatusLabels.open,
    toRegion: slip.regionCode,
    dueOn: due.dueOn,
  })
}
