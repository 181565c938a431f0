import { execute } from '#shared/commits/execute.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { planAggregate } from '../../domain/plan.ts'
import { decideAcknowledgeRecall } from './decide.ts'

export const acknowledgeRecall = async (
  { data, cause, actor }: Received<'recall-acknowledged.v1'>,
  { table, clock }: Deps,
): Promise<Fate> =>
  fateOf(
    await execute(table, planAggregate, {
      id: data.applicationId,
      cause,
      actor,
      now: clock(),
      decide: state => decideAcknowledgeRecall(state, data),
    }),
  )
