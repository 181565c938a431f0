import { noHash, sealCommit } from '#shared/commits/commit.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import type { ApplicationProfile } from '#shared/contracts/parts.ts'
import { caseViews } from '../domain/case-views.ts'
import { at, given, opened, passed, person, profile } from './cases.ts'

/** Puts cases that wait for a list straight into the table, where thousands are needed. */
export const seedReady = async (
  table: CommitTable,
  n: number,
  more: Partial<ApplicationProfile> = {},
): Promise<string> => {
  const events = [
    opened(n, more),
    passed('task-force'),
    passed('bank'),
    passed('leader'),
    passed('confirmation'),
  ]
  const { applicationId: id } = profile(n, more)
  await table.append(
    sealCommit({
      aggregate: 'case',
      id,
      version: 1,
      at,
      actor: person('task-force'),
      cause: { key: `seed:${id}`, fingerprint: id },
      events,
      outcome: { ok: true, result: null },
      previousHash: noHash,
    }),
  )
  await table.putViews('case', id, 1, caseViews(given(...events)))
  return id
}
