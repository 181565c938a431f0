import { execute } from '#shared/commits/execute.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { planAggregate } from '../../domain/plan.ts'
import { decideCloseReferral } from './decide.ts'

export const closeReferral = async (
  { data, cause, actor }: Received<'credit-decided.v1'>,
  { table, clock }: Deps,
): Promise<Fate> => {
  const { applicationId, bankId, outcome, decidedOn } = data
  return fateOf(
    await execute(table, planAggregate, {
      id: applicationId,
      cause,
      actor,
      now: clock(),
      decide: state => decideCloseReferral(state, { bankId, outcome, decidedOn }),
    }),
  )
}
