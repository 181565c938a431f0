import type { Change } from '#shared/commits/together.ts'
import type { Counted, FactEvent, Mark } from './fact.ts'
import type { Metric } from './metrics.ts'
import { type RowKey, rowKeysOf } from './rows.ts'

/** What one commit adds to one row; negative where a mark moved away. */
export type Delta<M extends string = Metric> = RowKey & { readonly add: { readonly [K in M]?: number } }

/** One figure of one row and what it changes by. */
export type Move<M extends string> = readonly [RowKey, M, number]

const moved = (uscc: string, { data }: Counted): readonly Move<Metric>[] => {
  const at = (mark: Mark, sign: 1 | -1) =>
    rowKeysOf(uscc, mark, data.bankId).map(row => [row, data.metric, sign * mark.value] as const)
  return [...(data.before ? at(data.before, -1) : []), ...(data.mark ? at(data.mark, 1) : [])]
}

/** One entry a row: a transaction may touch a row once only. */
export const summed = <M extends string>(moves: readonly Move<M>[]): readonly Delta<M>[] => {
  const rows = new Map<string, { row: RowKey; sums: Map<M, number> }>()
  for (const [row, metric, by] of moves) {
    const key = `${row.pk} ${row.sk}`
    const { sums } = rows.get(key) ?? { sums: new Map<M, number>() }
    sums.set(metric, (sums.get(metric) ?? 0) + by)
    rows.set(key, { row, sums })
  }
  return [...rows.values()].flatMap(({ row, sums }) => {
    const add = Object.fromEntries([...sums].filter(([, by]) => by !== 0)) as Delta<M>['add']
    return Object.keys(add).length === 0 ? [] : [{ ...row, add }]
  })
}

/** The rollup changes of the commits of one transaction, by enterprise. */
export const deltasOf = (changes: readonly Change<FactEvent>[]): readonly Delta[] =>
  summed(
    changes.flatMap(({ id, events }) =>
      events.flatMap(event => (event.type === 'counted' ? moved(id, event) : [])),
    ),
  )
