import type { CommitTable, View } from '#shared/commits/table.ts'

export type DueWork<T> = {
  readonly lists: readonly string[]
  readonly rowOf: (data: View['data']) => T
  readonly isDue: (row: T) => boolean
  readonly work: (row: T) => Promise<void>
}

/** Works off lists in the order of a day, side by side, each from its oldest row on until the first that is not due yet. */
export const workOff = async <T>(
  table: CommitTable,
  { lists, rowOf, isDue, work }: DueWork<T>,
): Promise<void> => {
  const workOffOne = async (pk: string): Promise<void> => {
    let cursor: string | undefined
    do {
      const page = await table.list({ pk, limit: 200, cursor })
      if (page === 'bad-cursor') throw new Error('the table refused its own cursor')
      const rows = page.items.map(rowOf)
      const due = rows.filter(isDue)
      for (const row of due) await work(row)
      cursor = due.length === rows.length ? page.nextCursor : undefined
    } while (cursor)
  }
  await Promise.all(lists.map(workOffOne))
}
