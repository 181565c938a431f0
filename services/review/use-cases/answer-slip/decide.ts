import type { Actor } from '#shared/commits/commit.ts'
import { accept, type Decision } from '#shared/domain/decision.ts'
import { personOf } from '../../domain/person.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import {
  type AnswerResult,
  answersNow,
  pendingOf,
  roundOf,
  type Slip,
  type SlipEvent,
  type SlipStatus,
  slipAggregate,
  slipStatusLabels,
} from '../../domain/slip.ts'
import { no, standing } from '../../domain/slip-guards.ts'

export type SlipAnswered = {
  readonly slipId: string
  readonly status: SlipStatus
  readonly statusLabel: string
  readonly pending: readonly string[]
}

/** F2: each department answers once for itself; the last answer closes the slip. */
export const answerSlip = (
  state: Slip,
  command: {
    readonly by: Actor
    readonly at: string
    readonly result: AnswerResult
    readonly detail: string
  },
): Decision<SlipEvent, SlipAnswered, RefusalCode> => {
  const slip = standing(state, 'answer')
  if ('kind' in slip && slip.kind === 'refused') return slip
  const { by, at, result, detail } = command
  if (!slip.departments.includes(by.org))
    return no('not-asked', '您所在单位不是该批分单的承办单位，不能答复。')
  if (answersNow(slip).some(answer => answer.by.org === by.org))
    return no('already-answered', '您所在单位已答复该批分单。')
  const event: SlipEvent = {
    type: 'slip-answered',
    data: { by: personOf(by), at, result, detail, round: roundOf(slip) },
  }
  const after = slipAggregate.evolve(slip, event)
  const { status, pending } =
    after.status === 'none'
      ? { status: slip.status, pending: pendingOf(slip) }
      : { status: after.status, pending: pendingOf(after) }
  return accept([event], {
    slipId: slip.slipId,
    status,
    statusLabel: slipStatusLabels[status],
    pending,
  })
}
