import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import { knownBanksList } from '../../domain/known-banks.ts'
import { inParallel } from '../in-parallel.ts'

/** Some thousand branches in the function's minute: two calls of SQS each. */
const atOnce = 20

const rowSchema = z.object({ bankId: z.string() })

/** Banks' queues are made at run time, so no alarm of the stack stands on them: this line of the log is what it watches. */
export const watchDeadLetters = async ({ table, bankQueues, log }: Deps): Promise<void> => {
  let cursor: string | undefined
  do {
    const page = await table.list({ pk: knownBanksList, limit: 100, cursor })
    if (page === 'bad-cursor') throw new Error('the list of banks does not know its own cursor')
    const banks = page.items.map(row => rowSchema.parse(row))
    await inParallel(banks, atOnce, async ({ bankId }) => {
      const bankDeadLetters = await bankQueues.deadLetters(bankId)
      if (bankDeadLetters > 0) log.warn('银行死信队列中有消息', { bankId, bankDeadLetters })
    })
    cursor = page.nextCursor
  } while (cursor)
}
