import * as z from 'zod'
import type { CommitTable } from '#shared/commits/table.ts'
import { regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { type Caller, outside } from '#shared/http/caller.ts'
import { type Answer, answer, refused } from '#shared/http/endpoint.ts'
import { badCursor, invalid } from '../domain/refusals.ts'
import { noListHere } from '../domain/region-tree.ts'

const pageSize = 100

export const regionListQuery = z.strictObject({
  region: regionCodeSchema.optional().describe('县级及以上区划代码；不填则为本人所在区划'),
  cursor: z.string().max(2000).optional().describe('上一页答复中的 nextCursor'),
})

export const nextCursorField = z.string().optional().describe('还有下一页时才有')

type Asked = z.infer<typeof regionListQuery> & { readonly caller: Caller }
type Listed<T> = { readonly items: readonly T[]; readonly nextCursor?: string }

/** One page of what stands on a region's list, for who oversees that region (A2). */
export const regionList = async <T>(
  table: CommitTable,
  { region: asked, cursor, caller }: Asked,
  listOf: (region: string) => { readonly pk: string; readonly skPrefix?: string },
  rowSchema: z.ZodType<T>,
): Promise<Answer<Listed<T>>> => {
  const region = asked ?? caller.region
  const wrong = noListHere(region, '?region')
  if (wrong) return refused(invalid([wrong]))
  const forbidden = outside(caller, region)
  if (forbidden) return refused(forbidden)
  const page = await table.list({ ...listOf(region), limit: pageSize, cursor })
  if (page === 'bad-cursor') return refused(badCursor)
  return answer({ ...page, items: page.items.map(row => rowSchema.parse(row)) })
}
