import { execute, load } from '#shared/commits/execute.ts'
import { done, type Fate, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { caseAggregate } from '../../domain/case.ts'
import { listAggregate } from '../../domain/list.ts'
import { inParallel } from '../../parallel.ts'
import { recommend } from './decide.ts'

/** Makes every row of a signed list a recommended application; cut short, it goes on where it stopped (C4). */
export const recommendRows = async (
  { data, cause, actor }: Received<'recommendation-list-signed.v1'>,
  { table, clock }: Deps,
): Promise<Fate> => {
  const { state: list } = await load(table, listAggregate, data.listId)
  if (list.status !== 'signed') return { fate: 'retry', why: `推荐清单 ${data.listId} 尚未签发` }
  const outcomes = await inParallel(list.rows, ({ applicationId }) =>
    execute(table, caseAggregate, {
      id: applicationId,
      cause,
      actor,
      now: clock(),
      decide: state => recommend(state, data),
    }),
  )
  const stopped = outcomes.find(({ kind }) => kind === 'refused')
  return stopped?.kind === 'refused' ? { fate: 'refused', code: stopped.refusal.code } : done
}
