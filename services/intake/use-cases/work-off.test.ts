import { expect, test } from 'vitest'
import type { CommitTable } from '#shared/commits/table.ts'
import { workOff } from './work-off.ts'

const lists: Readonly<Record<string, readonly object[]>> = {
  one: [{ id: 'bad' }, { id: 'a' }, { wrong: true }, { id: 'b' }],
  two: [{ id: 'c' }],
}
const table = {
  list: async ({ pk, cursor }: { pk: string; cursor?: string }) => {
    if (pk === 'away') throw new Error('the list is away')
    const at = Number(cursor ?? 0)
    const rows = lists[pk] ?? []
    return {
      items: rows.slice(at, at + 1),
      ...(at + 1 < rows.length ? { nextCursor: String(at + 1) } : {}),
    }
  },
} as unknown as CommitTable

test('B5 B12 a row that fails, one that cannot be read and a list that is away take no other row its turn; the run fails at its end', async () => {
  const worked: string[] = []
  const run = workOff(table, {
    lists: ['away', 'one', 'two'],
    rowOf: data => {
      if (typeof data.id !== 'string') throw new Error('no row')
      return data.id
    },
    isDue: () => true,
    work: async id => {
      if (id === 'bad') throw new Error('bad for weeks')
      worked.push(id)
    },
  })
  await expect(run).rejects.toThrow('3')
  expect(worked.toSorted()).toEqual(['a', 'b', 'c'])
})
