import type { Commit } from '#shared/commits/commit.ts'
import type { CommitTable } from '#shared/commits/table.ts'

/**
 * A line goes on from what the line before it wrote, so that a list is not quadratic in a referral's log.
 * Only a put proves what is remembered: one that loses its race, or fails, is read again.
 */
const remembering = (table: CommitTable): CommitTable => {
  const logs = new Map<string, readonly Commit[]>()
  const keyOf = (aggregate: string, id: string) => `${aggregate}#${id}`
  return {
    ...table,
    read: async (aggregate, id) => {
      const key = keyOf(aggregate, id)
      const log = logs.get(key) ?? (await table.read(aggregate, id))
      logs.set(key, log)
      return log
    },
    append: async (commit, alongside) => {
      const key = keyOf(commit.aggregate, commit.id)
      const log = logs.get(key)
      logs.delete(key)
      const outcome = await table.append(commit, alongside)
      if (log && outcome === 'appended') logs.set(key, [...log, commit])
      return outcome
    },
  }
}

const byRequest = new WeakMap<object, CommitTable>()

/** One memory a request, for as long as the request lives; all its lines have its caller in common. */
export const rememberedIn = (request: object, table: CommitTable): CommitTable => {
  const known = byRequest.get(request) ?? remembering(table)
  byRequest.set(request, known)
  return known
}
