import type { Actor, Cause } from '#shared/commits/commit.ts'
import { execute, load } from '#shared/commits/execute.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { type Block, matchesOf, notReleased } from '../../domain/blocks.ts'
import { caseAggregate } from '../../domain/case.ts'
import { isPossible } from '../../domain/stages.ts'
import { holdCase } from './decide.ts'

type Screening = { readonly actor: Actor; readonly cause: Cause; readonly now: string }

/** C8, C9: before an application goes onto a list, it is looked up once more; where no list has entries, nothing is read. */
export const screen = async (
  table: CommitTable,
  blocks: readonly Block[],
  applicationId: string,
  screening: Screening,
): Promise<void> => {
  if (blocks.length === 0) return
  const { state } = await load(table, caseAggregate, applicationId)
  if (state.status === 'none' || !isPossible('hold', state.status)) return
  const matches = matchesOf(blocks, state.file.profile, shanghaiDay(screening.now))
  if (notReleased(state.file, matches).length === 0) return
  await execute(table, caseAggregate, {
    ...screening,
    id: applicationId,
    decide: current => holdCase(current, matches),
  })
}
