import { load } from '#shared/commits/execute.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { blocksFor } from '../../domain/block-list.ts'
import { type BlockMatch, matchesOf } from '../../domain/blocks.ts'
import { caseAggregate } from '../../domain/case.ts'

/** C8, C9: what the application meets on the lists as they stand now. */
export const matchesNow = async (
  table: CommitTable,
  applicationId: string,
  now: string,
): Promise<readonly BlockMatch[]> => {
  const { state } = await load(table, caseAggregate, applicationId)
  if (state.status === 'none') return []
  const { profile } = state.file
  return matchesOf(await blocksFor(table, profile.regionCode), profile, shanghaiDay(now))
}
