import type { View } from '#shared/commits/table.ts'
import { sha256 } from '#shared/domain/canonical.ts'
import { addCalendarDays, type PlainDay } from '#shared/domain/days.ts'
import { type Chased, nextChase } from './chase.ts'

const shards = ['0', '1', '2', '3', '4', '5', '6', '7'] as const

/** Eight rows of the index a day, so that no single key carries a province’s whole day. */
const shardOf = (id: string): string => shards[Number.parseInt(sha256(id).slice(0, 8), 16) % 8] ?? '0'

/** Days on which the chase looks back: an outage of this length loses nothing. */
const lookBackDays = 40

/** Every list that may hold something to be said on this day. */
export const chaseLists = (today: PlainDay): readonly string[] =>
  ['now', ...Array.from({ length: lookBackDays + 1 }, (_, back) => addCalendarDays(today, -back))].flatMap(
    day => shards.map(shard => `chase#${day}#${shard}`),
  )

/** Every list of due days that the years published by now may change; the last days of a year rest on the next one. */
export const provisionalLists = (publishedYear: number): readonly string[] =>
  [publishedYear, publishedYear - 1, publishedYear - 2].flatMap(year =>
    shards.map(shard => `provisional#${year}#${shard}`),
  )

/** E2: where an aggregate waits for a calendar, by the year of its first provisional due day. */
export const provisionalView = (aggregate: string, id: string, { works }: Chased): View => {
  const [year] = works
    .filter(work => work.recountDays !== undefined)
    .map(({ dueOn }) => dueOn.slice(0, 4))
    .toSorted()
  return {
    name: 'provisional',
    ...(year ? { list: { pk: `provisional#${year}#${shardOf(id)}`, sk: `${aggregate}#${id}` } } : {}),
    data: { aggregate, id },
  }
}

/** A view is never taken away, only off its list: what nobody waits for keeps the row unlisted. */
export const chaseView = (aggregate: string, id: string, chased: Chased): View => {
  const next = nextChase(chased)
  return {
    name: 'chase',
    ...(next ? { list: { pk: `chase#${next}#${shardOf(id)}`, sk: `${aggregate}#${id}` } } : {}),
    data: { aggregate, id },
  }
}
