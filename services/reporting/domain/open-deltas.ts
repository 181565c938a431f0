import { type Delta, type Move, summed } from './deltas.ts'
import { openRowKeysOf } from './rows.ts'
import { type OpenMetric, openMetricOf, type Warning } from './warning.ts'
import type { Watched } from './watch.ts'

const at = (warning: Warning, by: 1 | -1): readonly Move<OpenMetric>[] =>
  openRowKeysOf(warning.place).map(row => [row, openMetricOf(warning), by] as const)

const moved = ({ type, data }: Watched): readonly Move<OpenMetric>[] => {
  if (type === 'settled') return data.ended.flatMap(warning => at(warning, -1))
  return [...(data.before ? at(data.before, -1) : []), ...(data.open ? at(data.warning, 1) : [])]
}

/** How a commit changes the numbers of open warnings. */
export const openDeltasOf = (events: readonly Watched[]): readonly Delta<OpenMetric>[] =>
  summed(events.flatMap(moved))
