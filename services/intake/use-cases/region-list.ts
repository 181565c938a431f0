import * as z from 'zod'
import type { CommitTable } from '#shared/commits/table.ts'
import { regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { countyOf } from '#shared/domain/regions.ts'
import { answer, refused } from '#shared/http/endpoint.ts'
import { beyond, type Within } from '../domain/guard.ts'
import { exists } from '../domain/place.ts'
import { refuseField } from '../domain/refusals.ts'

const limitSaid = 'limit 须为 1 至 200 的整数'

export const regionField = regionCodeSchema.describe('县级区划、功能区或乡镇（街道）代码')

/** What every list that is kept by county and township asks for. */
export const listFields = {
  region: regionField,
  cursor: z.string().max(1000).optional().describe('上一页返回的 nextCursor'),
  limit: z.coerce
    .number(limitSaid)
    .int(limitSaid)
    .min(1, limitSaid)
    .max(200, limitSaid)
    .default(50)
    .describe('每页条数'),
}

export const nextCursorField = z.string().optional().describe('下一页；没有则为最后一页')

/** Lists are the county's: a higher region names one of its counties, and nobody reads beside their own subtree (A2). */
export const listable = (region: string, caller: Within, what: string) => {
  if (!exists(region)) return refuseField('region-unknown', '?region', `没有区划代码 ${region}。`)
  const elsewhere = beyond(caller, { regionCode: region })
  if (elsewhere) return elsewhere
  return countyOf(region) === undefined
    ? refuseField('region-unknown', '?region', `${what}按县（区）管理，请填写县级区划、功能区或乡镇代码。`)
    : undefined
}

type ListRequest = {
  readonly query: { readonly region: string; readonly cursor?: string | undefined; readonly limit: number }
  readonly caller: Within
  readonly keyOf: (region: string) => string
  readonly what: string
}

/** One page of such a list, with each row as the list answers it. */
export const pageOf = async <T>(
  table: CommitTable,
  { query: { region, cursor, limit }, caller, keyOf, what }: ListRequest,
  rowOf: (data: { readonly [key: string]: unknown }) => T,
) => {
  const no = listable(region, caller, what)
  if (no) return refused(no.refusal)
  const page = await table.list({ pk: keyOf(region), limit, cursor })
  if (page === 'bad-cursor')
    return refused(
      refuseField('validation-failed', '?cursor', 'cursor 无效：请原样使用上一页返回的 nextCursor。').refusal,
    )
  return answer({
    items: page.items.map(rowOf),
    ...(page.nextCursor ? { nextCursor: page.nextCursor } : {}),
  })
}
