import type { Actor } from '#shared/commits/commit.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import type { Case, CaseEvent } from '../../domain/case.ts'
import { removable, unknownCase } from '../../domain/case-guards.ts'
import { personOf } from '../../domain/person.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import { type RemovalReason, standingListOf } from '../../domain/removal.ts'

export type RemoveRow = {
  readonly listId: string
  readonly reason: RemovalReason
  readonly detail: string
  readonly evidence?: string | undefined
  readonly by: Actor
  readonly at: string
}

export type RowRemoved = {
  readonly applicationId: string
  readonly listId: string
  readonly stage: 'removed'
  readonly removedOn: string
}

/** C7: a recommended application leaves the list it stands on, also on its short way; the list stays as it was signed. */
export const removeRow = (state: Case, command: RemoveRow): Decision<CaseEvent, RowRemoved, RefusalCode> => {
  const { listId, reason, detail, evidence, by, at } = command
  const stopped = removable(state, by)
  if (stopped) return stopped
  if (state.status === 'none') return unknownCase
  const standsOn = standingListOf(state)
  if (standsOn !== listId)
    return refuse('not-on-list', `该申请不在推荐清单 ${listId} 上，请核对清单编号。`, {
      facts: standsOn ? { listId: standsOn } : {},
    })
  const { applicationId, uscc, regionCode, townshipCode } = state.file.profile
  const removedOn = shanghaiDay(at)
  return accept(
    [
      { type: 'removal-recorded', data: { by: personOf(by), at, ...(evidence ? { evidence } : {}) } },
      {
        type: 'application-removed.v1',
        data: {
          applicationId,
          uscc,
          regionCode,
          ...(townshipCode ? { townshipCode } : {}),
          listId,
          reason,
          detail,
          removedOn,
        },
      },
    ],
    { applicationId, listId, stage: 'removed', removedOn },
  )
}
