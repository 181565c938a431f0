import { done, type Fate, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { carryOut } from '../run-batch/carry-out.ts'

/** D1: a batch whose request died after the plan was written is finished here; one that is complete costs one read. */
export const finishBatch = async ({ data }: Received<'batch-planned.v1'>, deps: Deps): Promise<Fate> => {
  await carryOut(deps, data.batchId)
  return done
}
