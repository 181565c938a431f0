import type { EventData } from '#shared/contracts/events.ts'
import { accept, type Decision } from '#shared/domain/decision.ts'
import type { EntityEvent, EntityState, KnownEntity } from '../../domain/entity.ts'
import { liveOnly, type Within } from '../../domain/guard.ts'
import { placed } from '../../domain/profile.ts'
import type { Code } from '../../domain/refusals.ts'

export type WithdrawApplication = {
  readonly applicationId: string
  readonly explanation?: string
  readonly caller: Within
  readonly today: string
}

export type WithdrawResult = { readonly applicationId: string; readonly withdrawnOn: string }

type Taken = Omit<EventData<'application-withdrawn.v1'>, 'uscc' | 'regionCode' | 'townshipCode'> & {
  readonly explanation?: string
}

/** Ends the application here and tells every later stage, so that nothing more is pushed (B5). */
export const withdrawal = (
  entity: KnownEntity,
  { applicationId, reason, withdrawnOn, explanation }: Taken,
): readonly EntityEvent[] => [
  {
    type: 'application-freed',
    data: {
      applicationId,
      ending: { status: 'withdrawn', reason, withdrawnOn, ...(explanation ? { explanation } : {}) },
    },
  },
  { type: 'application-withdrawn.v1', data: { ...placed(entity), applicationId, reason, withdrawnOn } },
]

/** The enterprise may take its application back at any time while it is under way (B5). */
export const withdrawApplication = (
  state: EntityState,
  { today, ...command }: WithdrawApplication,
): Decision<EntityEvent, WithdrawResult, Code> => {
  const found = liveOnly(state, command)
  if (found.kind === 'refused') return found
  const { applicationId, explanation } = command
  const taken = {
    applicationId,
    reason: 'by-enterprise',
    withdrawnOn: today,
    ...(explanation ? { explanation } : {}),
  } as const
  return accept(withdrawal(found.entity, taken), { applicationId, withdrawnOn: today })
}
