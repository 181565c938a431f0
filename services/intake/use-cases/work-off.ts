import type { CommitTable, View } from '#shared/commits/table.ts'

export type DueWork<T> = {
  readonly lists: readonly string[]
  readonly rowOf: (data: View['data']) => T
  readonly isDue: (row: T) => boolean
  readonly work: (row: T) => Promise<void>
}

/**
 * Works off lists in the order of a day, side by side, each from its oldest row on until the first that is not due yet.
 * What fails stops none of the others; it is tried again by the next run, and fails this one at its end for the alarm.
 */
export const workOff = async <T>(
  table: CommitTable,
  { lists, rowOf, isDue, work }: DueWork<T>,
): Promise<void> => {
  const failures: unknown[] = []
  /** False for a row behind which none is due. */
  const workOne = async (data: View['data']): Promise<boolean> => {
    try {
      const row = rowOf(data)
      if (!isDue(row)) return false
      await work(row)
    } catch (error) {
      failures.push(error)
    }
    return true
  }
  const workOffOne = async (pk: string): Promise<void> => {
    let cursor: string | undefined
    do {
      const page = await table.list({ pk, limit: 200, cursor })
      if (page === 'bad-cursor') throw new Error('the table refused its own cursor')
      for (const data of page.items) if (!(await workOne(data))) return
      cursor = page.nextCursor
    } while (cursor)
  }
  await Promise.all(lists.map(pk => workOffOne(pk).catch(error => failures.push(error))))
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} rows were not worked off`)
}
