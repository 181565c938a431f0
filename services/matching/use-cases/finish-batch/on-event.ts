import { load } from '#shared/commits/execute.ts'
import { done, type Fate, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { batchAggregate } from '../../domain/batch.ts'
import { carryOut } from '../run-batch/carry-out.ts'
import { isCallersOwn } from './decide.ts'

/** D1: a batch whose request died after the plan was written is finished here; one that is complete costs one read. */
export const finishBatch = async ({ data }: Received<'batch-planned.v1'>, deps: Deps): Promise<Fate> => {
  const { state, commits } = await load(deps.table, batchAggregate, data.batchId)
  if (state.status === 'completed') return done
  if (isCallersOwn(commits[0]?.at ?? '', deps.clock()))
    return { fate: 'retry', why: `批次 ${data.batchId} 正由发起者推送` }
  await carryOut(deps, data.batchId, 'last')
  return done
}
