import { execute } from '#shared/commits/execute.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { caseAggregate } from '../../domain/case.ts'
import { reportMisuse as decide } from './decide.ts'

/** Puts a bank's report of misuse or false material before the task force (E6). */
export const reportMisuse = async (
  { data, cause, actor }: Received<'loan-misused.v1'>,
  { table, clock }: Deps,
): Promise<Fate> => {
  const { applicationId, referralId, bankId, kind, problem, reportedOn } = data
  return fateOf(
    await execute(table, caseAggregate, {
      id: applicationId,
      cause,
      actor,
      now: clock(),
      decide: state => decide(state, { referralId, bankId, kind, problem, reportedOn }),
    }),
  )
}
