import { load } from '#shared/commits/execute.ts'
import { done, type Fate, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { listAggregate } from '../../domain/list.ts'
import { forSeconds } from '../../for-seconds.ts'
import { recommendParts } from './recommend-parts.ts'

/** A message has 30 seconds; what is left of a long list is done by the clock. */
const seconds = 20

/** Makes every row of a signed list a recommended application; cut short, it goes on where it stopped (C4). */
export const recommendRows = async (
  { data, actor }: Received<'recommendation-list-signed.v1'>,
  deps: Deps,
): Promise<Fate> => {
  const { state: list } = await load(deps.table, listAggregate, data.listId)
  if (list.status !== 'signed') return { fate: 'retry', why: `推荐清单 ${data.listId} 尚未签发` }
  const code = await recommendParts(deps, data.listId, actor, forSeconds(seconds))
  return code ? { fate: 'refused', code } : done
}
