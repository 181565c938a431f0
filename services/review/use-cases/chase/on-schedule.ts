import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { fingerprintOf } from '#shared/domain/canonical.ts'
import { lastPublishedYear, shanghaiDay } from '#shared/domain/days.ts'
import type { Deps } from '../../deps.ts'
import { caseAggregate } from '../../domain/case.ts'
import { chaseLists, provisionalLists } from '../../domain/chase-views.ts'
import { caseChased, coachingChased, slipChased } from '../../domain/chased-works.ts'
import { coachingAggregate } from '../../domain/coaching.ts'
import { slipAggregate } from '../../domain/slip.ts'
import { inParallel } from '../../parallel.ts'
import { chaseWorks } from './decide.ts'

const rowSchema = z.object({ aggregate: z.enum(['case', 'coaching', 'slip']), id: z.string() })
type Row = z.infer<typeof rowSchema>

const rowsOn = async ({ table }: Deps, pk: string): Promise<readonly Row[]> => {
  const rows: Row[] = []
  let cursor: string | undefined
  do {
    const page = await table.list({ pk, limit: 100, cursor })
    if (page === 'bad-cursor') throw new Error(`list ${pk} does not know its own cursor`)
    rows.push(...page.items.map(item => rowSchema.parse(item)))
    cursor = page.nextCursor
  } while (cursor)
  return rows
}

const chaseOne = async ({ table, province }: Deps, { aggregate, id }: Row, now: string): Promise<void> => {
  const command = {
    id,
    cause: { key: `chase:${now}`, fingerprint: fingerprintOf(now) },
    actor: { sub: 'system:review', org: 'system', role: 'system', region: `${province}0000` },
    now,
  }
  if (aggregate === 'coaching')
    await execute(table, coachingAggregate, {
      ...command,
      decide: state => chaseWorks(state.status === 'none' ? undefined : coachingChased(state), now),
    })
  else if (aggregate === 'slip')
    await execute(table, slipAggregate, {
      ...command,
      decide: state => chaseWorks(state.status === 'none' ? undefined : slipChased(state), now),
    })
  else
    await execute(table, caseAggregate, {
      ...command,
      decide: state => chaseWorks(state.status === 'none' ? undefined : caseChased(state), now),
    })
}

/** An aggregate may stand on two lists: for its next word, and for a due day to be counted again. */
const eachOnce = (rows: readonly Row[]): readonly Row[] => [
  ...new Map(rows.map(row => [`${row.aggregate}#${row.id}`, row])).values(),
]

/** Reads only what is to be said by today or counted again, however long it was down; the log keeps every warning to once (E2, E7). */
export const chase = async (deps: Deps): Promise<void> => {
  const now = deps.clock()
  const failures: unknown[] = []
  const keep = (error: unknown): void => {
    failures.push(error)
  }
  const rows: Row[] = []
  const lists = [...chaseLists(shanghaiDay(now)), ...provisionalLists(lastPublishedYear)]
  await inParallel(lists, async pk => {
    await rowsOn(deps, pk).then(found => rows.push(...found), keep)
  })
  await inParallel(eachOnce(rows), async row => await chaseOne(deps, row, now).catch(keep))
  if (failures.length === 0) return
  // The next run finds the same rows again; the alarm is for a failure that stays.
  deps.log.error('督办巡查有未完成项，下次巡查重试', { failures: failures.length })
  throw failures[0]
}
