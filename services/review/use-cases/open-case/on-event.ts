import { execute } from '#shared/commits/execute.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { caseAggregate } from '../../domain/case.ts'
import { openCase as decide } from './decide.ts'

/** Opens the case of a declared application. */
export const openCase = async (
  { data, cause, actor }: Received<'application-declared.v1'>,
  { table, clock }: Deps,
): Promise<Fate> =>
  fateOf(
    await execute(table, caseAggregate, {
      id: data.applicationId,
      cause,
      actor,
      now: clock(),
      decide: state => decide(state, data),
    }),
  )
