import { execute, load } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import type { Policy } from '#shared/domain/policy.ts'
import type { Deps } from '../../deps.ts'
import {
  type BatchResult,
  type BatchState,
  batchAggregate,
  batchCause,
  type Placement,
} from '../../domain/batch.ts'
import { planAggregate } from '../../domain/plan.ts'
import { inParallel } from '../../parallel.ts'
import { placementsIn } from '../../store.ts'
import { decideComplete, decidePushPlan } from './decide.ts'

type Planned = Extract<BatchState, { status: 'planned' | 'completed' }>

const resultOf = (
  placements: readonly Placement[],
  whyNot: ReadonlyMap<string, string | undefined>,
): BatchResult => {
  const pushed = placements.filter(({ applicationId }) => whyNot.get(applicationId) === undefined)
  return {
    pushedApplications: pushed.length,
    referrals: pushed.reduce((sum, { pushes }) => sum + pushes.length, 0),
    skipped: placements.flatMap(({ applicationId }) => {
      const why = whyNot.get(applicationId)
      return why === undefined ? [] : [{ applicationId, why }]
    }),
  }
}

/** What a referral keeps of the policy that it began under. */
const termsOf = ({
  decisionDays,
  refusalWorkingDays,
  rollToWorkingDay,
  acceptWithinHours,
  onSilence,
  recallWithinHours,
  exposureWarningBp,
  exposureLimitsFen,
}: Policy) => ({
  clocks: {
    decisionDays,
    refusalWorkingDays,
    rollToWorkingDay,
    acceptWithinHours,
    onSilence,
    recallWithinHours,
  },
  exposureWarningBp,
  exposureLimitsFen,
})

/**
 * Pushes every plan of a written batch and says so in the batch. Each plan remembers the batch as its cause,
 * so the request, its twin and the event may all do this at once or one after a crash of the other (D1).
 * The request begins with the first and the event with the last: working at once they meet in the middle
 * instead of racing for every plan; what the other one did costs one read.
 */
export const carryOut = async (
  { table, clock }: Deps,
  batchId: string,
  from: 'first' | 'last' = 'first',
): Promise<{ readonly batch: Planned; readonly result: BatchResult }> => {
  const { state: batch, commits } = await load(table, batchAggregate, batchId)
  if (batch.status === 'completed') return { batch, result: batch.result }
  const [planned] = commits
  if (batch.status !== 'planned' || !planned) throw new Error(`batch ${batchId} is not planned`)
  const { actor } = planned
  const terms = termsOf(batch.basis.effective.policy)
  const placements = (await placementsIn(table, batchId, batch.basis)).filter(
    ({ pushes }) => pushes.length > 0,
  )
  const inTurn = from === 'first' ? placements : placements.toReversed()
  const outcomes = await inParallel(inTurn, async placement => {
    const now = clock()
    const execution = await execute(table, planAggregate, {
      id: placement.applicationId,
      cause: batchCause(batchId),
      actor,
      now,
      decide: state =>
        decidePushPlan(state, { batchId, placement, ...terms, dispatchedOn: shanghaiDay(now) }),
    })
    if (execution.kind === 'not-yet') throw new Error(`no plan for ${placement.applicationId}`)
    const why = execution.kind === 'refused' ? execution.refusal.detail : undefined
    return [placement.applicationId, why] as const
  })
  const completed = await execute(table, batchAggregate, {
    id: batchId,
    cause: { key: `completion:${batchId}`, fingerprint: batchId },
    actor,
    now: clock(),
    decide: state => decideComplete(state, resultOf(placements, new Map(outcomes))),
  })
  if (completed.kind !== 'done') throw new Error(`batch ${batchId} could not be completed`)
  return { batch, result: completed.result }
}
