import { fingerprintOf } from '#shared/domain/canonical.ts'
import { normaliseUscc } from '#shared/domain/uscc.ts'
import type { TableRow } from '#shared/workbook/tables.ts'
import type { Deps } from '../../deps.ts'
import type { Target } from '../import-target/body.ts'
import { takeTarget } from '../import-target/route.ts'
import { rememberedScopes } from '../note-policy/scope-on.ts'
import type { Header } from './header.ts'
import {
  addCounts,
  type Counts,
  noCounts,
  type Outcome,
  type RowError,
  type RunningImport,
} from './import.ts'
import { columnTitle, readRow } from './read-row.ts'

const parallelRows = 16

export type TakenRows = { readonly counts: Counts; readonly errors: readonly RowError[] }

type Taking = {
  readonly state: RunningImport
  readonly header: Header
  readonly rows: readonly TableRow[]
  readonly now: string
}

type Job = { readonly row: number; readonly target: Target }

/** Rows of one entity one after the other in their order, as in a bulk request. */
const chainsOf = (jobs: readonly Job[]): Job[][] => {
  const chains = new Map<string, Job[]>()
  for (const job of jobs) {
    const code = normaliseUscc(job.target.uscc)
    const chain = chains.get(code)
    if (chain) chain.push(job)
    else chains.set(code, [job])
  }
  return [...chains.values()]
}

/** Takes a range of rows; taking it again changes nothing, because each row has its own cause (B1). */
export const takeRows = async (
  { state, header, rows, now }: Taking,
  deps: Pick<Deps, 'table' | 'sealer'>,
): Promise<TakenRows> => {
  const errors: RowError[] = []
  const counts: Record<Outcome, number> = { ...noCounts }
  const jobs: Job[] = []
  for (const row of rows) {
    const read = readRow(header, row, state)
    if (read.ok) jobs.push({ row: row.row, target: read.target })
    else errors.push({ row: row.row, detail: read.details.join('；') })
  }
  const scopeIn = rememberedScopes(deps)
  // A directory is mostly new or mostly known: each row guesses from the one before it, and a wrong guess costs one put.
  let expectNew = true
  const take = async ({ row, target }: Job): Promise<void> => {
    const cause = { key: `import:${state.importId}#${row}`, fingerprint: fingerprintOf(target) }
    const said = await takeTarget({ body: target, caller: state.by, cause, now }, deps, scopeIn, expectNew)
    if (said.ok) {
      counts[said.result.outcome] += 1
      expectNew = said.result.outcome !== 'merged'
    } else {
      const { detail, errors: [at] = [] } = said.refusal
      errors.push({ row, detail: at ? `“${columnTitle(header, at.pointer)}”${at.detail}` : detail })
    }
  }
  const queue = chainsOf(jobs)
  const worker = async () => {
    for (let chain = queue.shift(); chain; chain = queue.shift()) for (const job of chain) await take(job)
  }
  await Promise.all(Array.from({ length: parallelRows }, worker))
  errors.sort((a, b) => a.row - b.row)
  return { counts: addCounts(counts, { ...noCounts, refused: errors.length }), errors }
}
