import * as z from 'zod'
import type { CommitTable, Page, View } from '#shared/commits/table.ts'
import { warningList } from '../../domain/rows.ts'

/** Cities read one after the other, and in each the keys of one county or of all. */
export type Walk = { readonly cities: readonly string[]; readonly county?: string | undefined }

/** A page never costs more reads than this, however few rows the filter lets through. */
const maxReads = 40

const spotSchema = z.strictObject({ city: z.string(), inner: z.string().optional() })

const encode = (spot: z.infer<typeof spotSchema>): string =>
  Buffer.from(JSON.stringify(spot)).toString('base64url')

const decode = (cursor: string) => {
  try {
    return spotSchema.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString())).data
  } catch {
    return undefined
  }
}

/** One page over the lists of the walk, in the order of city, county and day. */
export const readPage = async (
  table: CommitTable,
  { cities, county }: Walk,
  wanted: (row: View['data']) => boolean,
  limit: number,
  cursor: string | undefined,
): Promise<Page<View['data']> | 'bad-cursor'> => {
  const from = cursor === undefined ? { city: cities[0] ?? '' } : decode(cursor)
  let at = from ? cities.indexOf(from.city) : -1
  if (at === -1) return 'bad-cursor'
  let inner = from?.inner
  const items: View['data'][] = []
  for (let reads = 0; reads < maxReads && at < cities.length && items.length < limit; reads += 1) {
    const page = await table.list({
      pk: warningList(cities[at] ?? ''),
      ...(county === undefined ? {} : { skPrefix: `${county}#` }),
      limit: limit - items.length,
      cursor: inner,
    })
    if (page === 'bad-cursor') return page
    items.push(...page.items.filter(wanted))
    inner = page.nextCursor
    if (inner === undefined) at += 1
  }
  const city = cities[at]
  return {
    items,
    ...(city === undefined ? {} : { nextCursor: encode(inner === undefined ? { city } : { city, inner }) }),
  }
}
