import * as z from 'zod'
import type { CommitTable, ListQuery } from '#shared/commits/table.ts'
import { answer, refused } from '#shared/http/endpoint.ts'

export const pageQuery = {
  cursor: z.string().max(2000).optional().describe('上一页回答中的 nextCursor'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('每页条数，1 至 200，默认 50'),
}

export const pageResult = <R extends z.ZodType>(row: R, of: string) =>
  z.object({
    items: z.array(row).readonly().describe(of),
    nextCursor: z.string().optional().describe('还有下一页时给出'),
  })

/** One page of a list, each row in its shape; `keep` drops rows that the question leaves out. */
export const pageOf = async <R>(
  table: CommitTable,
  query: ListQuery,
  row: z.ZodType<R>,
  keep: (row: R) => boolean = () => true,
) => {
  const page = await table.list(query)
  if (page === 'bad-cursor')
    return refused({
      code: 'validation-failed',
      detail: '翻页游标无效，请使用上一页回答中的 nextCursor，查询条件不变。',
      errors: [{ pointer: '?cursor', code: 'bad-cursor', detail: '不是本列表给出的游标' }],
    })
  return answer({ ...page, items: page.items.map(item => row.parse(item)).filter(keep) })
}
