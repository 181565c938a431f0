import { inTurn } from '#shared/domain/in-turn.ts'
import type { Deps } from '../../deps.ts'
import { unfinishedKey } from '../../domain/list-views.ts'
import { forSeconds } from '../../for-seconds.ts'
import { build } from '../draft-list/build.ts'
import { recommendParts } from '../recommend/recommend-parts.ts'

/** The clock function has 60 seconds; what is left then is the next minute's. */
const seconds = 45

const unfinished = async ({ table }: Deps): Promise<readonly string[]> => {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await table.list({ pk: unfinishedKey, limit: 100, cursor })
    if (page === 'bad-cursor') throw new Error('the table refused its own cursor')
    ids.push(...page.items.map(item => String(item.listId)))
    cursor = page.nextCursor
  } while (cursor)
  return ids
}

/** C4: goes on with lists that nobody waits for: built to the end, and recommended to the end after the signature. */
export const finishLists = async (deps: Deps): Promise<void> => {
  const { table, clock, log, province } = deps
  const goOn = forSeconds(seconds)
  const actor = { sub: 'system:review', org: 'system', role: 'system', region: `${province}0000` }
  const failures: unknown[] = []
  for (const listId of inTurn(await unfinished(deps), clock())) {
    if (!goOn()) break
    try {
      await build(table, listId, clock(), goOn)
      await recommendParts(deps, listId, actor, goOn)
    } catch (error) {
      // One broken list does not stop the others; it is tried again in a minute, and the run ends as failed for the alarm.
      log.error('推荐清单未能办完', { listId, error: String(error) })
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} lists did not go on`)
}
