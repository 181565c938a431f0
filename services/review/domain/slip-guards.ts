import type { Actor } from '#shared/commits/commit.ts'
import { refuse } from '#shared/domain/decision.ts'
import { covers } from '#shared/domain/regions.ts'
import type { RefusalCode } from './refusals.ts'
import { mayDo, type OpenedSlip, type Slip, type SlipAct, slipActLabels, slipStatusLabels } from './slip.ts'

export const no = refuse<RefusalCode>
type Refused = ReturnType<typeof no>

export const unknownSlip = no('not-found', '未找到该批分单，或您无权查看。')

/** A2: the own organisation's slips, and those of the own subtree. */
export const concerns = (
  { regionCode, townshipCode, departments, openedBy, raises }: OpenedSlip,
  by: Actor,
): boolean =>
  covers(by.region, townshipCode ?? regionCode) ||
  departments.includes(by.org) ||
  openedBy.org === by.org ||
  raises.some(({ toRegion }) => covers(by.region, toRegion))

/** The slip when this act is possible on it now, or why not. */
export const standing = (state: Slip, act: SlipAct): OpenedSlip | Refused => {
  if (state.status === 'none') return unknownSlip
  return mayDo(act, state.status)
    ? state
    : no(
        'slip-wrong-status',
        `该批分单现为“${slipStatusLabels[state.status]}”，不能办理“${slipActLabels[act]}”。`,
        { facts: { slipStatus: state.status } },
      )
}
