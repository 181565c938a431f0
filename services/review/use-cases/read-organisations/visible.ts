import { load } from '#shared/commits/execute.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import { covers } from '#shared/domain/regions.ts'
import type { Caller } from '#shared/http/caller.ts'
import { organisationAggregate, type RegisteredOrganisation } from '../../domain/organisation.ts'

/** A2: an organisation of the caller's subtree, or the caller's own. */
export const visibleTo = async (
  table: CommitTable,
  caller: Caller,
  organisationId: string,
): Promise<RegisteredOrganisation | undefined> => {
  const { state } = await load(table, organisationAggregate, organisationId)
  if (state.status === 'none') return undefined
  return covers(caller.region, state.regionCode) || caller.org === organisationId ? state : undefined
}
