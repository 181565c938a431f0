import type { Counted, Mark } from './fact.ts'
import type { Metric } from './metrics.ts'
import { type RowKey, rowKeysOf } from './rows.ts'

/** What one commit adds to one row; negative where a mark moved away. */
export type Delta = RowKey & { readonly add: { readonly [M in Metric]?: number } }

const moved = (uscc: string, { data }: Counted): readonly (readonly [RowKey, Metric, number])[] => {
  const at = (mark: Mark, sign: 1 | -1) =>
    rowKeysOf(uscc, mark, data.bankId).map(row => [row, data.metric, sign * mark.value] as const)
  return [...(data.before ? at(data.before, -1) : []), ...at(data.mark, 1)]
}

/** The rollup changes of a commit, one entry a row: a transaction may touch a row once only. */
export const deltasOf = (uscc: string, events: readonly Counted[]): readonly Delta[] => {
  const rows = new Map<string, { row: RowKey; sums: Map<Metric, number> }>()
  for (const [row, metric, by] of events.flatMap(event => moved(uscc, event))) {
    const key = `${row.pk} ${row.sk}`
    const { sums } = rows.get(key) ?? { sums: new Map<Metric, number>() }
    sums.set(metric, (sums.get(metric) ?? 0) + by)
    rows.set(key, { row, sums })
  }
  return [...rows.values()].flatMap(({ row, sums }) => {
    const add = Object.fromEntries([...sums].filter(([, by]) => by !== 0))
    return Object.keys(add).length === 0 ? [] : [{ ...row, add }]
  })
}
