import type { Actor } from '#shared/commits/commit.ts'
import { execute } from '#shared/commits/execute.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import type { Placement } from '../../domain/batch.ts'
import { planAggregate } from '../../domain/plan.ts'
import { inParallel } from '../../parallel.ts'
import type { Waiting } from '../../store.ts'
import { decideEndSearch, type EndSearch, looksFurther, searchOf } from './end-search.ts'

type Unfound = EndSearch & {
  readonly plans: readonly Waiting[]
  readonly placements: readonly Placement[]
  readonly actor: Actor
  readonly now: string
}

const andSoEnds = '已推送的银行之外再无可推送的银行，本次推送就此办结，企业可以重新申报。'

/**
 * B11: ends the search of plans that this batch found no further bank for, whether or not it pushes anything.
 * Each plan judges itself as it stands then. Answers the placements, and says with them which plans are concluded.
 */
export const endSearches = async (
  table: CommitTable,
  { plans, placements, actor, now, ...search }: Unfound,
): Promise<readonly Placement[]> => {
  const plansById = new Map(plans.map(plan => [plan.application.applicationId, plan]))
  return await inParallel(placements, async placement => {
    const plan = plansById.get(placement.applicationId)
    if (!plan || placement.pushes.length > 0 || !looksFurther(plan)) return placement
    const key = `search:${searchOf(plan)}`
    const execution = await execute(table, planAggregate, {
      id: placement.applicationId,
      cause: { key, fingerprint: key },
      actor,
      now,
      decide: state => decideEndSearch(state, search),
    })
    return execution.kind === 'done' && execution.result === 'concluded'
      ? { ...placement, why: `${placement.why ?? ''}${andSoEnds}` }
      : placement
  })
}
