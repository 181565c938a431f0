import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { noHash } from '#shared/commits/commit.ts'
import { type BrokenLink, firstBroken, wrongLink } from './chain.ts'
import { chainOf, everyRow } from './tables.ts'

export type TableVerdict = {
  readonly table: string
  readonly chains: number
  readonly commits: number
  readonly broken: readonly BrokenLink[]
}

/**
 * H4: walks every chain of a table in one pass that keeps one chain in mind.
 * What looks broken is read once more by itself: a scan may run beside writers.
 */
export const verifyTable = async (database: DynamoDBDocumentClient, table: string): Promise<TableVerdict> => {
  const suspects = new Map<string, number>()
  let [pk, version, previousHash] = ['', 0, noHash]
  let [chains, commits] = [0, 0]
  for await (const row of everyRow(database, table)) {
    if (row.pk !== pk) [pk, version, previousHash] = [row.pk, 0, noHash]
    if (row.sk.startsWith('V#')) {
      const seen = Number(row.version ?? 0)
      if (seen > version) suspects.set(pk, Math.max(seen, suspects.get(pk) ?? 0))
      continue
    }
    if (version === 0) chains += 1
    commits += 1
    version += 1
    if (wrongLink(row, version, previousHash)) suspects.set(pk, suspects.get(pk) ?? 0)
    previousHash = String(row.hash)
  }
  const broken: BrokenLink[] = []
  for (const [suspect, seen] of suspects) {
    const found = firstBroken(suspect, await chainOf(database, table, suspect), seen)
    if (found) broken.push(found)
  }
  return { table, chains, commits, broken }
}
