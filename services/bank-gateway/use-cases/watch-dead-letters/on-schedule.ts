import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import { knownBanksList } from '../../domain/known-banks.ts'
import { inParallel } from '../in-parallel.ts'

/** Some thousand branches in the function's minute: two calls of SQS each. */
const atOnce = 20

const rowSchema = z.object({ bankId: z.string() })

/**
 * Banks' queues are made at run time, so no alarm of the stack stands on them: this line of the log is what it watches.
 * A bank that cannot be looked at hides no other, and fails the run at its end.
 */
export const watchDeadLetters = async ({ table, bankQueues, log }: Deps): Promise<void> => {
  const failures: unknown[] = []
  const lookAt = async (row: unknown): Promise<void> => {
    const { bankId } = rowSchema.parse(row)
    const bankDeadLetters = await bankQueues.deadLetters(bankId)
    if (bankDeadLetters > 0) log.warn('银行死信队列中有消息', { bankId, bankDeadLetters })
  }
  let cursor: string | undefined
  do {
    const page = await table.list({ pk: knownBanksList, limit: 100, cursor })
    if (page === 'bad-cursor') throw new Error('the list of banks does not know its own cursor')
    await inParallel(page.items, atOnce, row => lookAt(row).catch(error => failures.push(error)))
    cursor = page.nextCursor
  } while (cursor)
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} banks were not looked at`)
}
