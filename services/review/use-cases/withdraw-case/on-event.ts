import { execute } from '#shared/commits/execute.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { caseAggregate } from '../../domain/case.ts'
import { withdrawCase as decide } from './decide.ts'

/** Ends the case of an application that the enterprise took back (B5). */
export const withdrawCase = async (
  { data, cause, actor }: Received<'application-withdrawn.v1'>,
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
