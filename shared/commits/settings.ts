import { type AggregateDefinition, load } from './execute.ts'
import type { CommitTable } from './table.ts'

const remembered = new WeakMap<
  CommitTable,
  Map<string, { readonly until: number; readonly state: Promise<unknown> }>
>()

/**
 * State of something that changes seldom and is read with every command, such as a region's policy.
 * A deployed function may see it a few seconds late (`settingsSeconds` of its table); without that it is read each time.
 */
export const loadSetting = async <S, E>(
  table: CommitTable,
  definition: AggregateDefinition<S, E>,
  id: string,
): Promise<S> => {
  const read = async () => (await load(table, definition, id)).state
  const seconds = table.settingsSeconds ?? 0
  if (seconds === 0) return await read()
  const held = remembered.get(table) ?? new Map()
  remembered.set(table, held)
  const key = `${definition.name}#${id}`
  const known = held.get(key)
  if (known && known.until > performance.now()) return (await known.state) as S
  const state = read()
  held.set(key, { until: performance.now() + seconds * 1000, state })
  // What could not be read is not remembered.
  state.catch(() => held.delete(key))
  return await state
}
