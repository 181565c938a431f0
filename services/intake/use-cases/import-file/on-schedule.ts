import { execute, load } from '#shared/commits/execute.ts'
import { inTurn } from '#shared/domain/in-turn.ts'
import type { Deps } from '../../deps.ts'
import { countRows, failImport, finishImport, takeRows as recordRows } from './decide.ts'
import { keepErrors, writeErrorSheet } from './error-sheet.ts'
import { type ImportState, importDefinition, type RunningImport, runningKey } from './import.ts'
import { countRows as count, openSource, type SourceTable } from './source-table.ts'
import { takeRows } from './take-rows.ts'

/** One commit a range: what a killed run has to take again, at the cost of reading those rows' entities once. */
const rangeRows = 500

/** Leaves the function ten of its sixty seconds for the range in hand, or for an error sheet begun in time. */
const budgetMs = 50_000

type Importing = Pick<Deps, 'table' | 'sealer' | 'objects' | 'clock'>
type Decide = (state: ImportState) => ReturnType<typeof failImport>

/** Who started it acts; what the step is called makes it happen once. */
const record = async (importing: Importing, state: RunningImport, step: string, decide: Decide) =>
  await execute(importing.table, importDefinition, {
    id: state.importId,
    cause: { key: `import:${step}`, fingerprint: step },
    actor: state.by,
    now: importing.clock(),
    decide,
  })

const current = async ({ table }: Importing, importId: string): Promise<ImportState> =>
  (await load(table, importDefinition, importId)).state

const take = async (
  importing: Importing,
  begun: RunningImport,
  table: SourceTable,
  until: number,
): Promise<'all' | 'some'> => {
  let from = begun.handledRows
  for await (const rows of table.ranges(from, rangeRows)) {
    if (Date.parse(importing.clock()) >= until) return 'some'
    const { counts, errors } = await takeRows(
      { state: begun, header: table.header, rows, now: importing.clock() },
      importing,
    )
    await keepErrors(begun, from, errors, importing)
    const taken = { from, rows: rows.length, counts, errors }
    await record(importing, begun, `rows-${from}`, state => recordRows(state, taken))
    from += rows.length
  }
  return 'all'
}

/** Goes on with one import where its commits say it stands, as long as the time lasts. */
export const resumeImport = async (importing: Importing, importId: string, until: number): Promise<void> => {
  const state = await current(importing, importId)
  if (state.status !== 'running') return
  const table = await openSource(state, importing)
  if (!table.ok)
    return void (await record(importing, state, 'failed', each => failImport(each, table.problem)))
  if (state.totalRows === undefined) {
    const total = await count(table.value)
    if (!total.ok)
      return void (await record(importing, state, 'failed', each => failImport(each, total.problem)))
    await record(importing, state, 'counted', each => countRows(each, total.value))
  }
  if ((await take(importing, state, table.value, until)) === 'some') return
  const done = await current(importing, importId)
  if (done.status !== 'running') return
  if (done.errorParts.length > 0) await writeErrorSheet(done, table.value, importing)
  const at = importing.clock()
  await record(importing, done, 'finished', each => finishImport(each, at))
}

const running = async ({ table }: Deps): Promise<readonly string[]> => {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await table.list({ pk: runningKey, limit: 100, cursor })
    if (page === 'bad-cursor') throw new Error('the table refused its own cursor')
    ids.push(...page.items.map(({ importId }) => String(importId)))
    cursor = page.nextCursor
  } while (cursor)
  return ids
}

/**
 * Takes the rows of every import that is under way. The schedule alone does this work:
 * it needs no message that could be lost, and after a kill the next minute goes on from the last commit.
 */
export const runImports = async (deps: Deps): Promise<void> => {
  const now = deps.clock()
  const until = Date.parse(now) + budgetMs
  const failures: unknown[] = []
  for (const importId of inTurn(await running(deps), now)) {
    if (Date.parse(deps.clock()) >= until) break
    // One import that fails must not hold up the others; the alarm on this function tells of it.
    await resumeImport(deps, importId, until).catch(error => failures.push(error))
  }
  if (failures.length > 0) throw new AggregateError(failures, 'imports that did not go on')
}
