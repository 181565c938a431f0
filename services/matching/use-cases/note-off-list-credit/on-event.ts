import { execute, load } from '#shared/commits/execute.ts'
import { done, type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { borrowerAggregate } from '../../domain/borrower.ts'
import { offListLineOf } from '../../domain/off-list.ts'
import { planAggregate } from '../../domain/plan.ts'
import { inParallel } from '../../parallel.ts'
import { decideNoteOffList, decideTellBorrower } from './decide.ts'

/** D4, D7: first the enterprise's own record, then each application that joined it; the later ones find it there. */
export const noteOffListCredit = async (
  { data, cause, actor }: Received<'off-list-credit-recorded.v1'>,
  { table, clock }: Deps,
): Promise<Fate> => {
  const { uscc, regionCode, recordedOn, creditId } = data
  const told = { line: offListLineOf(data), regionCode }
  const command = { cause, actor, now: clock() }
  await execute(table, borrowerAggregate, {
    ...command,
    id: uscc,
    decide: state => decideTellBorrower(state, told),
  })
  const { state } = await load(table, borrowerAggregate, uscc)
  const line = state.lines.find(each => each.creditId === creditId) ?? told.line
  const fates = await inParallel(state.applicationIds, async id =>
    fateOf(
      await execute(table, planAggregate, {
        ...command,
        id,
        decide: plan => decideNoteOffList(plan, line, recordedOn),
      }),
    ),
  )
  return fates.find(({ fate }) => fate !== 'done') ?? done
}
