import type { CommitTable } from '#shared/commits/table.ts'
import { caseListKey } from '../../domain/case-views.ts'

/** What one list holds; further ones wait for the next list. */
const maxRows = 10_000

/** The county's applications that wait for a list, key chains first (C5). */
export const awaitingIn = async (table: CommitTable, regionCode: string): Promise<readonly string[]> => {
  const found = new Set<string>()
  let cursor: string | undefined
  do {
    const page = await table.list({
      pk: caseListKey(regionCode, 'awaiting-list'),
      limit: Math.min(200, maxRows - found.size),
      cursor,
    })
    if (page === 'bad-cursor') throw new Error('the table refused its own cursor')
    for (const { applicationId } of page.items) found.add(String(applicationId))
    cursor = page.nextCursor
  } while (cursor !== undefined && found.size < maxRows)
  return [...found]
}
