import type { ClockPolicy, PushReason } from '#shared/contracts/matching.ts'
import { accept, type Decision, notYet, refuse, unchanged } from '#shared/domain/decision.ts'
import {
  type Basis,
  type BatchEvent,
  type BatchPart,
  type BatchPartEvent,
  type BatchResult,
  type BatchState,
  type Placement,
  referralIdOf,
} from '../../domain/batch.ts'
import type { PlanEvent, PlanState, Recommended } from '../../domain/plan.ts'

/** The name of a part follows from its content, so a second write would be the same one. */
export const decideWritePart = (
  version: number,
  part: BatchPart,
): Decision<BatchPartEvent, undefined, never> =>
  version === 0 ? accept([{ type: 'placements-written', data: part }], undefined) : unchanged(undefined)

export type DrawUp = {
  readonly batchId: string
  readonly regionCode: string
  readonly plannedOn: string
  readonly basis: Basis
}

/** D1: the plan is written once; a twin of the request finds it and carries out that one. */
export const decideDrawUp = (
  state: BatchState,
  { batchId, regionCode, plannedOn, basis }: DrawUp,
): Decision<BatchEvent, undefined, never> =>
  state.status === 'none'
    ? accept(
        [
          { type: 'batch-drawn-up', data: basis },
          { type: 'batch-planned.v1', data: { batchId, regionCode, plannedOn } },
        ],
        undefined,
      )
    : unchanged(undefined)

export const decideComplete = (
  state: BatchState,
  result: BatchResult,
): Decision<BatchEvent, BatchResult, never> => {
  if (state.status === 'completed') return unchanged(state.result)
  return state.status === 'planned'
    ? accept([{ type: 'batch-completed', data: result }], result)
    : notYet('batch-planned.v1')
}

export type PushPlan = {
  readonly batchId: string
  readonly placement: Placement
  readonly clocks: ClockPolicy
  readonly dispatchedOn: string
}

/** What a bank is told: neither which other banks nor the enterprise's other wishes (least disclosure). */
const dispatched = (
  { intendedBankIds: _intended, lendingBankIds, recommendedOn: _day, ...application }: Recommended,
  { batchId, placement, clocks, dispatchedOn }: PushPlan,
): readonly PlanEvent[] =>
  placement.pushes.map(({ bankId, bankName, institutionId, reasons }) => ({
    type: 'referral-dispatched.v1',
    data: {
      ...application,
      referralId: referralIdOf(application.applicationId, bankId),
      bankId,
      institutionId,
      bankName,
      batchId,
      reasons: reasons.map((reason): PushReason => reason),
      existingRelation: lendingBankIds.includes(bankId),
      otherBanks: placement.pushes.length - 1,
      dispatchedOn,
      clocks,
    },
  }))

/** D1, D3: a plan is pushed by one batch only, whichever comes first; the loss is on record in the plan. */
export const decidePushPlan = (
  state: PlanState,
  command: PushPlan,
): Decision<PlanEvent, 'pushed', 'already-pushed'> => {
  if (state.status === 'none') return notYet('application-recommended.v1')
  return state.status === 'waiting'
    ? accept(dispatched(state.application, command), 'pushed')
    : refuse('already-pushed', `已由批次 ${state.batchId} 推送。`)
}
