import type * as z from 'zod'
import { countyOf } from '#shared/domain/regions.ts'
import { findPlace } from '#shared/domain/townships.ts'
import { type Answer, answer, type Request, refused } from '#shared/http/endpoint.ts'
import { bankNames } from '../../bank-names.ts'
import type { Deps } from '../../deps.ts'
import { bankMetrics, metrics } from '../../domain/metrics.ts'
import { isCounty } from '../../domain/place.ts'
import { unnamedArea } from '../../domain/rows.ts'
import { type Figures, type Period, readRows } from '../../rollups.ts'
import { mayNotAsk } from '../asked-region.ts'
import { type Plan, planByBank, planByRegion } from './plan.ts'
import type { funnelQuerySchema, funnelSchema } from './schema.ts'
import { linesOf, pick, ratiosOf, totalOf } from './sum.ts'

type Query = z.infer<typeof funnelQuerySchema>
export type Funnel = z.infer<typeof funnelSchema>

const read = async ({ table }: Deps, { keys, lineOf }: Plan, period: Period) =>
  linesOf((await Promise.all(keys.map(key => readRows(table, key, period, metrics)))).flat(), lineOf)

const regionFigures = (figures: Figures) => ({
  ...pick(figures, metrics),
  ratios: ratiosOf(figures, 'recommended'),
})

const lineName = (line: string, region: string) =>
  line === unnamedArea
    ? { code: region, name: '未注明乡镇（街道）' }
    : { code: line, name: findPlace(line)?.name ?? line }

const bankRow = (bankId: string, figures: Figures, names: ReadonlyMap<string, string>) => ({
  code: bankId,
  name: names.get(bankId) ?? bankId,
  ...pick(figures, bankMetrics),
  ratios: ratiosOf(figures, 'pushed'),
})

/** The funnel of a region over a period (G1, G3, G8): sums of rollup rows, never a count over applications. */
export const readFunnel = async (
  { query, caller, now }: Pick<Request<never, Query, never>, 'query' | 'caller' | 'now'>,
  deps: Deps,
): Promise<Answer<Funnel>> => {
  const { region = caller.region, from, to, by } = query
  const notAsked = mayNotAsk(caller, region, deps.province)
  if (notAsked) return refused(notAsked)
  const belowCounty = countyOf(region) !== undefined && !isCounty(region)
  if (by === 'bank' && belowCounty)
    return refused({
      code: 'bank-figures-by-county',
      detail: `${region} 在县级以下；按银行统计请查询所在的县 ${countyOf(region) ?? ''}。`,
    })

  const period = { from, to }
  const lines = await read(deps, planByRegion(region, deps.province), period)
  const head = {
    region: { code: region, name: findPlace(region)?.fullName ?? region },
    from: from ?? null,
    to: to ?? null,
    total: regionFigures(totalOf(lines.values())),
    asOf: now,
  }
  if (by === 'region') {
    const shown = belowCounty ? [] : [...lines]
    const rows = shown.map(([line, figures]) => ({ ...lineName(line, region), ...regionFigures(figures) }))
    return answer({ ...head, by, rows })
  }
  const [banks, names] = await Promise.all([
    read(deps, planByBank(region, deps.province), period),
    bankNames(deps.table),
  ])
  return answer({ ...head, by, rows: [...banks].map(([bankId, figures]) => bankRow(bankId, figures, names)) })
}
