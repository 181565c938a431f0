import type { Bank } from './bank.ts'
import type { Candidate } from './candidates.ts'
import { type Assignment, compare, type Question, type Row } from './choice.ts'
import { usualWeights } from './weights.ts'

/** A linear programme: maximise `cost · x` between bounds, matrix by columns. */
export type Model = {
  readonly cost: Float64Array
  readonly upper: Float64Array
  readonly rowLower: Float64Array
  readonly rowUpper: Float64Array
  readonly starts: Int32Array
  readonly indices: Int32Array
  readonly values: Float64Array
}
/** The proven optimum, or undefined when there was none in time. */
export type Solve = (model: Model) => Float64Array | undefined

/** Below every real difference of two pushes: who declared first, an even load on banks that fit alike, then the id. */
const positionTie = 0.02
const spreadTie = 0.02
const idTie = 0.001
const loadSteps = 16

type Column = {
  readonly cost: number
  readonly upper: number
  readonly entries: readonly (readonly [number, number])[]
}

const builder = () => {
  const columns: Column[] = []
  const rowLower: number[] = []
  const rowUpper: number[] = []
  return {
    row: (lower: number, upper: number): number => {
      rowLower.push(lower)
      return rowUpper.push(upper) - 1
    },
    column: (cost: number, upper: number, entries: Column['entries']): number =>
      columns.push({ cost, upper, entries }) - 1,
    model: (): Model => {
      const starts = new Int32Array(columns.length + 1)
      for (const [index, { entries }] of columns.entries())
        starts[index + 1] = (starts[index] ?? 0) + entries.length
      return {
        cost: Float64Array.from(columns, ({ cost }) => cost),
        upper: Float64Array.from(columns, ({ upper }) => upper),
        rowLower: Float64Array.from(rowLower),
        rowUpper: Float64Array.from(rowUpper),
        starts,
        indices: Int32Array.from(columns.flatMap(({ entries }) => entries.map(([row]) => row))),
        values: Float64Array.from(columns.flatMap(({ entries }) => entries.map(([, value]) => value))),
      }
    },
  }
}

type Builder = ReturnType<typeof builder>

/** A bank's pushes flow through steps of growing cost, so that equals are loaded evenly; their widths add up to its capacity. */
const bankRows = (build: Builder, banks: readonly Bank[], seats: number): ReadonlyMap<string, number> => {
  const step = Math.max(1, Math.ceil((seats / Math.max(1, banks.length) / loadSteps) * 2))
  return new Map(
    banks
      .toSorted((a, b) => compare(a.bankId, b.bankId))
      .map(({ bankId, batchCapacity }) => {
        const row = build.row(0, 0)
        let left = Math.min(batchCapacity ?? seats, seats)
        for (let level = 0; level < loadSteps && left > 0; level += 1) {
          const width = level === loadSteps - 1 ? left : Math.min(step, left)
          build.column((-spreadTie * level) / loadSteps, width, [[row, -1]])
          left -= width
        }
        return [bankId, row] as const
      }),
  )
}

/**
 * D1, D3: the best choice over the whole batch. Institutions inside an application and banks across them are two nested
 * families of limits, so every corner of the programme is whole-numbered; one that is not is no answer.
 */
export const chooseOptimally = (
  rows: readonly Row[],
  { banks, weights = usualWeights }: Pick<Question, 'banks' | 'weights'>,
  solve: Solve,
): Assignment | undefined => {
  const build = builder()
  const seats = rows.reduce((sum, row) => sum + row.seats.institutions, 0)
  const bankRow = bankRows(build, banks, seats)
  const bankOrder = new Map([...bankRow.keys()].map((bankId, index) => [bankId, index] as const))
  const picks: { readonly row: number; readonly column: number; readonly candidate: Candidate }[] = []
  for (const [index, row] of rows.entries()) {
    const { institutions } = row.seats
    if (institutions === 0 || row.candidates.length === 0) continue
    const placed = build.row(0, 0)
    build.column(weights.coverage, 1, [[placed, -1]])
    if (institutions > 1) build.column(0, institutions - 1, [[placed, -1]])
    const branches = Map.groupBy(row.candidates, ({ bank }) => bank.institution.id)
    const houses = new Map(
      [...branches].flatMap(([id, group]) => (group.length > 1 ? [[id, build.row(0, 1)] as const] : [])),
    )
    const tie = positionTie * (1 - index / rows.length)
    for (const candidate of row.candidates) {
      const house = houses.get(candidate.bank.institution.id)
      const byId = (idTie * (bankOrder.get(candidate.bank.bankId) ?? 0)) / banks.length
      const column = build.column(candidate.value + tie - byId, 1, [
        [bankRow.get(candidate.bank.bankId) ?? -1, 1],
        [placed, 1],
        ...(house === undefined ? [] : [[house, 1] as const]),
      ])
      picks.push({ row: index, column, candidate })
    }
  }
  if (picks.length === 0) return rows.map(() => [])
  const solution = solve(build.model())
  if (!solution) return undefined
  const chosen = rows.map((): Candidate[] => [])
  for (const { row, column, candidate } of picks) {
    const value = solution[column] ?? 0
    if (Math.abs(value - Math.round(value)) > 1e-6) return undefined
    if (Math.round(value) === 1) chosen[row]?.push(candidate)
  }
  return chosen
}
