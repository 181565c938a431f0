import type { Actor } from '#shared/commits/commit.ts'
import { execute, load } from '#shared/commits/execute.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import type { Bank } from './domain/bank.ts'
import {
  bankDayAggregate,
  bankDayId,
  decideHoldPlaces,
  heldByOthers,
  withPlacesLeft,
} from './domain/bank-day.ts'
import { inParallel } from './parallel.ts'

/** Banks with what other batches leave of their day. */
export const withDailyPlaces = async (
  table: CommitTable,
  banks: readonly Bank[],
  day: string,
  batchId?: string,
): Promise<readonly Bank[]> =>
  await inParallel(banks, async bank => {
    if (bank.dailyCapacity === undefined) return bank
    const { state } = await load(table, bankDayAggregate, bankDayId(bank.bankId, day))
    return withPlacesLeft(bank, heldByOthers(state, batchId))
  })

type Hold = {
  readonly banks: readonly Bank[]
  readonly pushes: readonly { readonly bankId: string }[]
  readonly batchId: string
  readonly day: string
  readonly actor: Actor
  readonly now: string
}

/** Takes the batch's places of each bank with a daily capacity; false when another batch was faster (D1). */
export const holdPlaces = async (
  table: CommitTable,
  { banks, pushes, batchId, day, actor, now }: Hold,
): Promise<boolean> => {
  const held = await inParallel(banks, async ({ bankId, dailyCapacity }) => {
    const places = pushes.filter(push => push.bankId === bankId).length
    if (dailyCapacity === undefined || places === 0) return true
    const execution = await execute(table, bankDayAggregate, {
      id: bankDayId(bankId, day),
      cause: { key: `places:${batchId}:${places}:${dailyCapacity}`, fingerprint: batchId },
      actor,
      now,
      decide: state => decideHoldPlaces(state, { batchId, places, dailyCapacity }),
    })
    return execution.kind === 'done'
  })
  return held.every(each => each)
}
