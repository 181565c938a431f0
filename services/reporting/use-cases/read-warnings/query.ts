import type * as z from 'zod'
import type { View } from '#shared/commits/table.ts'
import { countyOf, covers } from '#shared/domain/regions.ts'
import { findPlace } from '#shared/domain/townships.ts'
import { type Answer, answer, type Request, refused } from '#shared/http/endpoint.ts'
import { bankNames } from '../../bank-names.ts'
import type { Deps } from '../../deps.ts'
import { warningCities } from '../../domain/cities.ts'
import { isCounty } from '../../domain/place.ts'
import { mayNotAsk } from '../asked-region.ts'
import { readOpen } from './open.ts'
import { readPage } from './page.ts'
import { warningRowSchema, type warningsQuerySchema, type warningsSchema } from './schema.ts'

type Query = z.infer<typeof warningsQuerySchema>

/** Warnings of a region that nobody has settled yet: for the task force and every level above it (E7, D4). */
export const readWarnings = async (
  { query, caller, now }: Pick<Request<never, Query, never>, 'query' | 'caller' | 'now'>,
  { table, province }: Deps,
): Promise<Answer<z.infer<typeof warningsSchema>>> => {
  const { region = caller.region, kind, level, limit, cursor } = query
  const notAsked = mayNotAsk(caller, region, province)
  if (notAsked) return refused(notAsked)

  const county = countyOf(region)
  const inRegion = ({ regionCode, townshipCode }: View['data']) =>
    county === undefined ||
    isCounty(region) ||
    [regionCode, townshipCode].some(code => code !== undefined && covers(region, String(code)))
  const page = await readPage(
    table,
    { cities: warningCities(region, province), county },
    row =>
      inRegion(row) &&
      (kind === undefined || row.kind === kind) &&
      (level === undefined || row.level === level),
    limit,
    cursor,
  )
  if (page === 'bad-cursor') {
    const detail = 'cursor 不属于此列表，请原样使用上一页返回的 nextCursor，查询条件不变。'
    return refused({
      code: 'validation-failed',
      detail,
      errors: [{ pointer: '?cursor', code: 'bad-cursor', detail }],
    })
  }
  const [open, names] = await Promise.all([readOpen(table, region, province), bankNames(table)])
  return answer({
    region: { code: region, name: findPlace(region)?.fullName ?? region },
    open,
    items: page.items.map(item => {
      const row = warningRowSchema.parse(item)
      const bankName = row.bankId === undefined ? undefined : names.get(row.bankId)
      return bankName === undefined ? row : { ...row, bankName }
    }),
    ...(page.nextCursor ? { nextCursor: page.nextCursor } : {}),
    asOf: now,
  })
}
