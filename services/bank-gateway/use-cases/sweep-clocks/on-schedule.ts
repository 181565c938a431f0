import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { fingerprintOf } from '#shared/domain/canonical.ts'
import { addCalendarDays, lastPublishedYear, shanghaiDay } from '#shared/domain/days.ts'
import type { Deps } from '../../deps.ts'
import { dueListsOf, lookBackDays, provisionalListsOf } from '../../domain/due.ts'
import { referral } from '../../domain/referral.ts'
import { sweep } from './decide.ts'

const rowSchema = z.object({ referralId: z.string(), at: z.string().optional() })

const parallel = 8

/** Ids on one list whose moment has come; the list is in order of time, so later ones are not read. */
const idsOn = async ({ table }: Deps, pk: string, now: string): Promise<readonly string[]> => {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await table.list({ pk, limit: 100, cursor })
    if (page === 'bad-cursor') throw new Error(`list ${pk} does not know its own cursor`)
    const rows = page.items.map(item => rowSchema.parse(item))
    const ripe = rows.filter(({ at }) => at === undefined || at <= now)
    ids.push(...ripe.map(row => row.referralId))
    cursor = ripe.length === rows.length ? page.nextCursor : undefined
  } while (cursor)
  return ids
}

const listsFor = (now: string): readonly string[] => {
  const today = shanghaiDay(now)
  const days = Array.from({ length: lookBackDays + 1 }, (_, back) => addCalendarDays(today, -back))
  const years = Array.from({ length: 3 }, (_, back) => lastPublishedYear - back)
  return [...years.flatMap(provisionalListsOf), ...days.flatMap(dueListsOf)]
}

/** Runs the work a few at a time; what fails is counted, and stops none of the others. */
const eachOf = async <T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<readonly unknown[]> => {
  const queue = [...items]
  const failures: unknown[] = []
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift())
      await work(item).catch(error => failures.push(error))
  }
  await Promise.all(Array.from({ length: parallel }, worker))
  return failures
}

/** Reads only what is due by now, however long it was down; the log keeps every warning to once (E1, E7). */
export const sweepClocks = async (deps: Deps): Promise<void> => {
  const now = deps.clock()
  const ids = new Set<string>()
  const unread = await eachOf(listsFor(now), async pk => {
    for (const id of await idsOn(deps, pk, now)) ids.add(id)
  })
  const unswept = await eachOf([...ids], async id => {
    await execute(deps.table, referral, {
      id,
      cause: { key: `sweep:${now}`, fingerprint: fingerprintOf(now) },
      actor: { sub: 'system:bank-gateway', org: 'system', role: 'system', region: `${deps.province}0000` },
      now,
      decide: state => sweep(state, now),
    })
  })
  const [failure] = [...unread, ...unswept]
  if (failure === undefined) return
  // The next run finds the same rows again; the alarm is for a failure that stays.
  deps.log.error('时限巡查有未完成项，下次巡查重试', { unread: unread.length, unswept: unswept.length })
  throw failure
}
