/** Event filtering of an event source mapping: the comparisons of EventBridge patterns that this runtime knows. */
type Condition = (value: unknown) => boolean

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const conditionOf = (wanted: unknown): Condition => {
  if (!isObject(wanted)) return value => value === wanted
  const [entry, more] = Object.entries(wanted)
  const [name, argument] = entry ?? []
  if (more === undefined && name === 'prefix')
    return value => typeof value === 'string' && value.startsWith(String(argument))
  if (more === undefined && name === 'suffix')
    return value => typeof value === 'string' && value.endsWith(String(argument))
  if (more === undefined && name === 'exists') return value => (value !== undefined) === argument
  if (more === undefined && name === 'anything-but') {
    const unwanted = Array.isArray(argument) ? argument : [argument]
    return value => value !== undefined && !unwanted.includes(value)
  }
  throw new Error(`本地运行环境不支持事件过滤条件 ${JSON.stringify(wanted)}`)
}

export type EventFilter = (event: unknown) => boolean

const patternOf = (pattern: unknown): EventFilter => {
  if (Array.isArray(pattern)) {
    const conditions = pattern.map(conditionOf)
    return value => conditions.some(holds => holds(value))
  }
  if (!isObject(pattern)) throw new Error(`事件过滤条件应为对象或列表：${JSON.stringify(pattern)}`)
  const fields = Object.entries(pattern).map(([name, inner]) => [name, patternOf(inner)] as const)
  return value => fields.every(([name, matches]) => matches(isObject(value) ? value[name] : undefined))
}

/** True for events that one of the patterns lets through; without patterns, for all. */
export const filterOf = (patterns: readonly unknown[]): EventFilter => {
  const filters = patterns.map(patternOf)
  return event => filters.length === 0 || filters.some(matches => matches(event))
}
