import type { Deps } from '../../deps.ts'
import { unfinishedKey } from '../../domain/list-views.ts'
import { forSeconds } from '../../for-seconds.ts'
import { build } from '../draft-list/build.ts'
import { recommendParts } from '../recommend/recommend-parts.ts'

/** The clock function has 60 seconds; what is left then is the next minute's. */
const seconds = 45
const listsAtOnce = 20

/** C4: goes on with lists that nobody waits for: built to the end, and recommended to the end after the signature. */
export const finishLists = async (deps: Deps): Promise<void> => {
  const { table, clock, log, province } = deps
  const goOn = forSeconds(seconds)
  const page = await table.list({ pk: unfinishedKey, limit: listsAtOnce })
  if (page === 'bad-cursor') throw new Error('no cursor was given')
  const actor = { sub: 'system:review', org: 'system', role: 'system', region: `${province}0000` }
  for (const listId of page.items.map(item => String(item.listId))) {
    if (!goOn()) return
    try {
      await build(table, listId, clock(), goOn)
      await recommendParts(deps, listId, actor, goOn)
    } catch (error) {
      // One broken list does not stop the others; it is tried again in a minute.
      log.error('推荐清单未能办完', { listId, error: String(error) })
    }
  }
}
