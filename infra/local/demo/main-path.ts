import { workAtBanks } from './bank-desk.ts'
import { importTargets, registerBanks } from './load-list.ts'
import { pushBatch } from './push.ts'
import { differences, type Figures, funnelOf, recount } from './recount.ts'
import { recommend, reviewAll, type SignedList } from './review.ts'
import type { Run } from './run.ts'
import { declare, recordVisits } from './visit-and-declare.ts'

export type Finished = {
  readonly figures: Figures
  readonly recounted: Figures
  readonly differing: readonly (keyof Figures)[]
  readonly list: SignedList
}

/** The whole way once, from the county's list to money lent, over HTTP and queues only. */
export const mainPath = async (run: Run): Promise<Finished> => {
  await registerBanks(run)
  const targets = await importTargets(run)
  const visited = await recordVisits(run, targets)
  const declared = await declare(run, targets)
  await reviewAll(run, declared)
  const list = await recommend(run)
  const pushes = await pushBatch(run)
  await workAtBanks(run, pushes)
  run.say.step('核对：报表与逐户重算')
  const recounted = await recount(run, { visited, declared, list, pushes })
  const figures = await funnelOf(run)
  const differing = differences(figures, recounted)
  run.say.fact(differing.length === 0 ? '两者完全一致' : `不一致：${differing.join('、')}`)
  return { figures, recounted, differing, list }
}
