import * as z from 'zod'
import type { CommitTable, ListQuery } from '#shared/commits/table.ts'
import { refused } from '#shared/http/endpoint.ts'

/** How every list of this service is paged. */
export const pageQuery = {
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/, '每页条数须为 1 至 100 的整数')
    .optional()
    .describe('每页条数，1 至 100，默认 50'),
  cursor: z.string().max(2000).optional().describe('上一页给出的 nextCursor'),
}

export const nextCursorSchema = z.string().optional().describe('还有下一页时给出')

type Asked = { readonly limit?: string | undefined; readonly cursor?: string | undefined }

const badCursor = () => {
  const detail = 'cursor 不属于此列表，请用本列表上一页给出的 nextCursor，或不填从头查询。'
  return refused({
    code: 'validation-failed',
    detail,
    errors: [{ pointer: '?cursor', code: 'bad-cursor', detail }],
  })
}

/** One page of a list, newest first; a cursor of another list is refused. */
export const newestPage = async (
  table: Pick<CommitTable, 'list'>,
  list: Pick<ListQuery, 'pk' | 'skPrefix'>,
  { limit, cursor }: Asked,
) => {
  const page = await table.list({ ...list, limit: Number(limit ?? 50), cursor, newestFirst: true })
  if (page === 'bad-cursor') return badCursor()
  const { items, nextCursor } = page
  return { ok: true, items, next: nextCursor ? { nextCursor } : {} } as const
}
