import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import { activeList } from '../../domain/webhook.ts'

const rowSchema = z.object({ bankId: z.string() })

/** What the queue takes at once: what it does not take is no loss of those behind. */
const atOnce = 10

/** Each minute every active webhook is looked after once: what waited, and what is due again. */
export const wakeDeliveries = async ({ table, deliveries }: Deps): Promise<void> => {
  const failures: unknown[] = []
  let cursor: string | undefined
  do {
    const page = await table.list({ pk: activeList, limit: atOnce, cursor })
    if (page === 'bad-cursor') throw new Error('the list of webhooks does not know its own cursor')
    const bankIds = page.items.map(row => rowSchema.parse(row).bankId)
    await deliveries.wake(bankIds).catch(error => failures.push(error))
    cursor = page.nextCursor
  } while (cursor)
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} tens of banks were not woken`)
}
