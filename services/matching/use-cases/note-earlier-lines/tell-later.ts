import { execute, load } from '#shared/commits/execute.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import { done, type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { borrowerAggregate, joinedAfter } from '../../domain/borrower.ts'
import type { EarlierLines } from '../../domain/earlier-lines.ts'
import { ownLinesFen } from '../../domain/exposure.ts'
import { isKnown, planAggregate } from '../../domain/plan.ts'
import { inParallel } from '../../parallel.ts'
import { decideNoteEarlier } from './decide.ts'

/** What an application has out now; nothing of one that was never recommended. */
export const linesOf = async (
  table: CommitTable,
  applicationId: string,
): Promise<EarlierLines | undefined> => {
  const { state, version } = await load(table, planAggregate, applicationId)
  return isKnown(state) ? { applicationId, outFen: ownLinesFen(state), version } : undefined
}

type LineMoved = Received<
  'credit-decided.v1' | 'feedback-corrected.v1' | 'loan-repaid.v1' | 'credit-withdrawn.v1'
>

/**
 * D4: a line that moved is told to the later applications of the enterprise. One that joins after this look
 * reads the plan itself, and the plan was written before.
 */
export const tellLater = async (
  { data: { applicationId, uscc }, cause, actor }: LineMoved,
  { table, clock }: Deps,
  on: string,
): Promise<Fate> => {
  const later = joinedAfter((await load(table, borrowerAggregate, uscc)).state, applicationId)
  const lines = later.length === 0 ? undefined : await linesOf(table, applicationId)
  if (!lines) return done
  const fates = await inParallel(later, async id =>
    fateOf(
      await execute(table, planAggregate, {
        id,
        cause,
        actor,
        now: clock(),
        decide: plan => decideNoteEarlier(plan, lines, on),
      }),
    ),
  )
  return fates.find(({ fate }) => fate !== 'done') ?? done
}
