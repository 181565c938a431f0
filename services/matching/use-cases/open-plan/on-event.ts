import { execute } from '#shared/commits/execute.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { borrowerAggregate } from '../../domain/borrower.ts'
import { planAggregate } from '../../domain/plan.ts'
import { inParallel } from '../../parallel.ts'
import { linesOf } from '../note-earlier-lines/tell-later.ts'
import { decideJoinBorrower, decideOpenPlan } from './decide.ts'

export const openPlan = async (
  { data, cause, actor }: Received<'application-recommended.v1'>,
  { table, clock }: Deps,
): Promise<Fate> => {
  const command = { cause, actor, now: clock() }
  const joined = await execute(table, borrowerAggregate, {
    ...command,
    id: data.uscc,
    expectNew: true,
    decide: state => decideJoinBorrower(state, data.applicationId),
  })
  if (joined.kind !== 'done') return fateOf(joined)
  const { offList, earlierIds } = joined.result
  const earlier = (await inParallel(earlierIds, id => linesOf(table, id))).flatMap(lines => lines ?? [])
  return fateOf(
    await execute(table, planAggregate, {
      ...command,
      id: data.applicationId,
      decide: state => decideOpenPlan(state, data, { offList, earlier }),
    }),
  )
}
