import type { Actor, Cause } from '#shared/commits/commit.ts'
import { load } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { inTurn } from '#shared/domain/in-turn.ts'
import type { Deps } from '../../deps.ts'
import { batchAggregate, batchIdOf } from '../../domain/batch.ts'
import { policyAt, scheduledRegions, someoneWaits } from '../../store.ts'
import { carryOut } from '../run-batch/carry-out.ts'
import { drawUp } from '../run-batch/draw-up.ts'
import { countiesUnder, hasOpened, isBatchDay } from './due.ts'

/** What a run leaves is taken up by the next one; a function has a minute. */
const mostMs = 35_000

/** D1: the same county and day give the same batch, however often and by how many sweeps it is begun. */
const causeOf = (county: string, day: string): Cause => ({
  key: `schedule:${county}:${day}`,
  fingerprint: `${county}:${day}`,
})

const actorOf = (province: string): Actor => ({
  sub: 'system:matching',
  org: 'system',
  role: 'system',
  region: `${province}0000`,
})

/** Counties of all regions that ever named days; which of them holds today is asked of the policy itself. */
const candidates = async ({ table, province }: Deps): Promise<readonly string[]> => {
  const regions = await scheduledRegions(table)
  return [...new Set(regions.flatMap(region => countiesUnder(region, province)))]
}

const runBatchOf = async (deps: Deps, county: string, today: string, now: string): Promise<void> => {
  const cause = causeOf(county, today)
  const batchId = batchIdOf(county, cause.key)
  const { state } = await load(deps.table, batchAggregate, batchId)
  if (state.status === 'completed') return
  if (state.status === 'none') {
    if (!(await someoneWaits(deps.table, county))) return
    const { policy } = await policyAt(deps.table, county, today)
    if (!isBatchDay(policy.batchWeekdays, today)) return
    const actor = actorOf(deps.province)
    const note = '按政策规定的日子自动推送'
    const refusal = await drawUp(deps, { batchId, regionCode: county, note, cause, actor, now })
    if (refusal) {
      deps.log.info('本日暂无可推送的企业', { county, code: refusal.code })
      return
    }
  }
  await carryOut(deps, batchId)
}

/**
 * D1: one batch a county on each day that its policy names, by the system. One county's failure stops no other
 * and is raised at the end; a batch that a crash left half pushed is finished.
 */
export const runBatches = async (deps: Deps): Promise<void> => {
  const now = deps.clock()
  if (!hasOpened(now)) return
  const until = Date.now() + mostMs
  const failed: string[] = []
  for (const county of inTurn(await candidates(deps), now)) {
    if (Date.now() > until) {
      deps.log.info('本次未办完，下次接着办', { county })
      break
    }
    await runBatchOf(deps, county, shanghaiDay(now), now).catch((error: unknown) => {
      deps.log.error('定时推送失败', { county, error: String(error) })
      failed.push(county)
    })
  }
  if (failed.length > 0) throw new Error(`scheduled batches failed: ${failed.join(', ')}`)
}
