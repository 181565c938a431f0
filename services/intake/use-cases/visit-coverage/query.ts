import * as z from 'zod'
import type { CommitTable } from '#shared/commits/table.ts'
import { countyOf } from '#shared/domain/regions.ts'
import { findPlace } from '#shared/domain/townships.ts'
import { answer, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { type CoveragePart, coverageKey, coverageParts } from '../../domain/views.ts'
import { service } from '../../service.ts'
import { listable, regionField } from '../region-list.ts'

type Counts = { readonly [P in CoveragePart]: number }
const none: Counts = { unvisited: 0, planned: 0, visited: 0 }

const countsSchema = z.object({
  listed: z.int().describe('走访目标企业清单户数'),
  visited: z.int().describe('已走访户数'),
  planned: z.int().describe('已计划、尚未走访户数'),
  unvisited: z.int().describe('未走访且未计划户数'),
  coverageBp: z.int().describe('走访覆盖率，单位：基点（10000 为全部走访）'),
})

const said = ({ unvisited, planned, visited }: Counts): z.infer<typeof countsSchema> => {
  const listed = unvisited + planned + visited
  return {
    listed,
    visited,
    planned,
    unvisited,
    coverageBp: listed === 0 ? 0 : Math.floor((visited * 10_000) / listed),
  }
}

/** Reads one part of one county's list to its end: small rows, a thousand a page, nothing of other counties. */
const townshipsOn = async (
  table: CommitTable,
  region: string,
  part: CoveragePart,
): Promise<readonly string[]> => {
  const county = countyOf(region) ?? region
  const found: string[] = []
  let cursor: string | undefined
  do {
    const page = await table.list({
      pk: coverageKey(county, part),
      ...(region === county ? {} : { skPrefix: `${region}#` }),
      limit: 1000,
      cursor,
    })
    if (page === 'bad-cursor') throw new Error('the table refused its own cursor')
    found.push(...page.items.map(({ townshipCode }) => String(townshipCode)))
    cursor = page.nextCursor
  } while (cursor)
  return found
}

/** How far the visits cover the whole target list, township by township (B3). */
export const visitCoverage = endpoint<Deps>()(service.routes.visitCoverage, {
  query: z.strictObject({ region: regionField }),
  result: z.object({
    region: z.string(),
    total: countsSchema,
    townships: z
      .array(countsSchema.extend({ regionCode: z.string(), name: z.string() }))
      .describe('各乡镇（街道）、功能区；未填乡镇的主体归在县级代码下'),
  }),
  run: async ({ query: { region }, caller }, { table }) => {
    const no = listable(region, caller, '走访覆盖情况')
    if (no) return refused(no.refusal)
    const byTownship = new Map<string, Counts>()
    let total = none
    for (const part of coverageParts)
      for (const township of await townshipsOn(table, region, part)) {
        const counts = byTownship.get(township) ?? none
        byTownship.set(township, { ...counts, [part]: counts[part] + 1 })
        total = { ...total, [part]: total[part] + 1 }
      }
    const townships = [...byTownship]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([regionCode, counts]) => ({
        regionCode,
        name: findPlace(regionCode)?.name ?? regionCode,
        ...said(counts),
      }))
    return answer({ region, total: said(total), townships })
  },
})
