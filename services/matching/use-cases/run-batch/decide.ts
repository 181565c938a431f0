import type { ClockPolicy, PushReason } from '#shared/contracts/matching.ts'
import { accept, type Decision, notYet, refuse, unchanged } from '#shared/domain/decision.ts'
import type { Policy } from '#shared/domain/policy.ts'
import type {
  Basis,
  BatchEvent,
  BatchPart,
  BatchPartEvent,
  BatchResult,
  BatchState,
  Placement,
} from '../../domain/batch.ts'
import { bandOf, demandCovered } from '../../domain/exposure.ts'
import { exposureTurn } from '../../domain/exposure-turn.ts'
import {
  isKnown,
  isOpen,
  type KnownPlan,
  type PlanEvent,
  type PlanState,
  planAggregate,
} from '../../domain/plan.ts'
import { referralRefOf } from '../../domain/refs.ts'
import { lastBatchOf } from '../../domain/seats.ts'

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
  readonly exposureWarningBp: number
  /** Absent in batches from before it was a setting. */
  readonly exposureLimitsFen?: Policy['exposureLimitsFen'] | undefined
  readonly dispatchedOn: string
}

/** What a bank is told: neither which other banks nor the enterprise's other wishes (least disclosure). */
const dispatched = (
  { application: whole, referrals }: KnownPlan,
  { batchId, placement, clocks, dispatchedOn }: PushPlan,
): readonly PlanEvent[] => {
  const {
    intendedBankIds: _intended,
    lendingBankIds,
    recommendedOn: _day,
    firstBankId: _first,
    ...application
  } = whole
  const standing = referrals.filter(isOpen).length
  return placement.pushes.map(({ referralId, bankId, bankName, institutionId, reasons }) => ({
    type: 'referral-dispatched.v1',
    data: {
      ...application,
      referralId,
      bankId,
      institutionId,
      bankName,
      batchId,
      reasons: reasons.map((reason): PushReason => reason),
      existingRelation: lendingBankIds.includes(bankId),
      otherBanks: standing + placement.pushes.length - 1,
      dispatchedOn,
      clocks,
    },
  }))
}

/** D4: a bank that is told later learns at once what others granted before, as those did that were told with them. */
const earlierGrants = (plan: KnownPlan, pushed: readonly PlanEvent[]): readonly PlanEvent[] => {
  const after = pushed.reduce(planAggregate.evolve, plan)
  if (!isKnown(after)) return []
  const grants = plan.referrals.flatMap(({ decision, ended }) =>
    decision?.lineFen === undefined || ended
      ? []
      : [{ band: bandOf(decision.lineFen), creditedOn: decision.decidedOn }],
  )
  return after.referrals.slice(plan.referrals.length).flatMap(referral =>
    grants.map(grant => ({
      type: 'sibling-credited.v1' as const,
      data: { ...referralRefOf(after, referral), ...grant, demandCovered: demandCovered(after) },
    })),
  )
}

const stopped = { code: 'push-stopped', detail: '该企业已撤回申报或移出推荐清单，不再推送。' } as const

/** D1, D3: one stay on the waiting list is pushed by one batch only, whichever comes first; the loss is on record in the plan. */
export const decidePushPlan = (
  state: PlanState,
  command: PushPlan,
): Decision<PlanEvent, 'pushed', 'already-pushed' | 'push-stopped'> => {
  if (state.status === 'none') return notYet('application-recommended.v1')
  if (!isKnown(state) || state.status === 'stopped') return refuse(stopped.code, stopped.detail)
  if (state.status === 'waiting' && state.turn === command.placement.turn) {
    const { exposureWarningBp, exposureLimitsFen, dispatchedOn } = command
    const exposureLimitFen = exposureLimitsFen?.[state.application.sizeClass]
    const told = dispatched(state, command)
    const pushed: readonly PlanEvent[] = [
      ...told,
      ...earlierGrants(state, told),
      {
        type: 'push-terms-set',
        data: { exposureWarningBp, ...(exposureLimitFen === undefined ? {} : { exposureLimitFen }) },
      },
    ]
    // D4: lines of an earlier round may stand over another threshold.
    return accept([...pushed, ...exposureTurn(state, pushed, dispatchedOn)], 'pushed')
  }
  const by = lastBatchOf(state)
  return refuse(
    'already-pushed',
    by === undefined ? '该企业已重新推荐，留待下一批次。' : `已由批次 ${by} 推送。`,
  )
}
